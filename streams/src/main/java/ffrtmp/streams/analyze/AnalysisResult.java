package ffrtmp.streams.analyze;

import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.SessionClass;
import ffrtmp.protocol.stream.SessionRow;
import java.util.List;
import java.util.Map;

/**
 * What a set of log files says.
 *
 * @param lines all complete lines, the bad ones too
 * @param badLines by reason
 * @param lateLines lines that came more than the retention behind the rest
 * @param forgotten what was let go before its time since a bound was reached
 * @param unreadable files that could not be read
 * @param sessions by class
 * @param bytesSent by all sessions
 * @param bytesReceived by all sessions
 * @param downloads in the order of their beginning in the files
 * @param downloadCount how many there are; more than listed where the bound was reached
 * @param relatedCount sessions that are related to a download
 * @param services sums by service, the greatest first
 * @param clients sums by client, the greatest first
 * @param bytesRead as uncompressed
 */
public record AnalysisResult(
    long lines,
    Map<String, Long> badLines,
    long lateLines,
    long forgotten,
    int unreadable,
    Map<SessionClass, Long> sessions,
    long bytesSent,
    long bytesReceived,
    List<Download> downloads,
    long downloadCount,
    long relatedCount,
    List<Group> services,
    List<Group> clients,
    long bytesRead) {
  /** All sessions, of whatever class. */
  public long sessionCount() {
    return sessions.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * A download, and the sessions found to be related to it.
   *
   * @param relatedCount how many those are; more than listed where the bound was reached
   */
  public record Download(DownloadRow row, List<SessionRow> related, long relatedCount) {}

  /**
   * Sums of one service or client.
   *
   * @param seconds the lengths of the downloads added up, gaps too
   * @param peakBytes in the greatest second of one download
   * @param sessions that passed by the cache
   * @param sessionBytes what those sent
   */
  public record Group(
      String name,
      long downloads,
      long bytes,
      long hitBytes,
      long missBytes,
      long requests,
      long seconds,
      long peakBytes,
      long sessions,
      long sessionBytes) {
    /** Bytes a second over the downloads' own time; 0 without any. */
    public double averageBytesPerSecond() {
      return seconds == 0 ? 0 : (double) bytes / seconds;
    }
  }
}
