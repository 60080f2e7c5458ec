package ffrtmp.streams.analyze;

import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.SessionClass;
import ffrtmp.protocol.stream.SessionRow;
import ffrtmp.streams.correlate.Learnt;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows as last told. The first downloads are kept to the end; of the others those that may
 * still change, which are no more than the correlator holds open: the rest is summed up and let go.
 */
final class Ledger {
  private final int maxDownloads;
  private final int maxRelated;
  private final int maxOpen;
  private final Map<Long, DownloadRow> kept = new LinkedHashMap<>();
  private final LinkedHashMap<Long, DownloadRow> open = new LinkedHashMap<>();
  private final Map<Long, Related> related = new HashMap<>();
  private final Map<SessionClass, Long> sessions = new EnumMap<>(SessionClass.class);
  private final Groups services = new Groups();
  private final Groups clients = new Groups();
  private int listed;
  private long relatedCount;
  private long downloadCount;
  private long newestSession;
  private long bytesSent;
  private long bytesReceived;

  /**
   * @param maxOpen downloads that may still change: those that are open, and as many that were let
   *     go since the least lately told of them was told
   */
  Ledger(int maxDownloads, int maxRelated, int maxOpen) {
    this.maxDownloads = maxDownloads;
    this.maxRelated = maxRelated;
    this.maxOpen = maxOpen;
    for (SessionClass each : SessionClass.values()) sessions.put(each, 0L);
  }

  void take(Learnt learnt) {
    learnt.downloads().forEach(this::take);
    long before = newestSession;
    for (SessionRow row : learnt.sessions()) {
      if (row.number() > before) count(row);
      if (row.download() != 0) relate(row);
    }
    Iterator<DownloadRow> oldest = open.values().iterator();
    for (int excess = open.size() - maxOpen; excess > 0; excess--) {
      sum(oldest.next());
      oldest.remove();
    }
  }

  private void take(DownloadRow row) {
    if (row.number() <= maxDownloads) {
      if (kept.put(row.number(), row) == null) downloadCount++;
    } else {
      if (open.remove(row.number()) == null) downloadCount++;
      open.put(row.number(), row);
    }
  }

  private void count(SessionRow row) {
    newestSession = Math.max(newestSession, row.number());
    sessions.merge(row.sessionClass(), 1L, Long::sum);
    bytesSent += row.sent();
    bytesReceived += row.received();
    if (row.sessionClass() != SessionClass.PASSTHROUGH) return;
    services.add(row.service(), row);
    clients.add(row.client(), row);
  }

  private void relate(SessionRow row) {
    relatedCount++;
    if (row.download() > maxDownloads) return;
    Related sessions = related.computeIfAbsent(row.download(), number -> new Related());
    sessions.count++;
    if (listed == maxRelated) return;
    sessions.rows.add(row);
    listed++;
  }

  private void sum(DownloadRow row) {
    services.add(row.service(), row);
    clients.add(row.client(), row);
  }

  /** Everything was read: the sums, and what is listed. */
  AnalysisResult close(Reading reading) {
    open.values().forEach(this::sum);
    kept.values().forEach(this::sum);
    List<AnalysisResult.Download> downloads = new ArrayList<>(kept.size());
    kept.forEach((number, row) -> downloads.add(download(number, row)));
    return new AnalysisResult(
        reading.lines(),
        reading.badLines(),
        reading.lateLines(),
        reading.forgotten(),
        reading.unreadable(),
        Map.copyOf(sessions),
        bytesSent,
        bytesReceived,
        downloads,
        downloadCount,
        relatedCount,
        services.sorted(),
        clients.sorted(),
        reading.bytes());
  }

  private AnalysisResult.Download download(long number, DownloadRow row) {
    Related sessions = related.get(number);
    if (sessions == null) return new AnalysisResult.Download(row, List.of(), 0);
    return new AnalysisResult.Download(row, List.copyOf(sessions.rows), sessions.count);
  }

  private static final class Related {
    final List<SessionRow> rows = new ArrayList<>(2);
    long count;
  }
}
