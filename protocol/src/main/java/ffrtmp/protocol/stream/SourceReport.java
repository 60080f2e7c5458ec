package ffrtmp.protocol.stream;

import java.util.List;
import java.util.Map;

/**
 * What a source's reader tells of it; everything counted from the source's beginning or its last
 * reset.
 *
 * @param path the folder
 * @param formats the formats found, by series
 * @param lines complete lines read, the bad ones too
 * @param bytes read, as uncompressed
 * @param badLines lines that were damaged, by reason
 * @param lateLines lines later than the retention, which were stored apart from the running state
 * @param lagBytes in the folder and not read yet, as stored
 * @param newestSecond the greatest time seen, as epoch second; 0: none yet
 * @param openKeys downloads, sessions and seconds held open
 * @param openBytes what they take, by estimate
 */
public record SourceReport(
    String path,
    Map<String, List<String>> formats,
    long lines,
    long bytes,
    Map<String, Long> badLines,
    long lateLines,
    long lagBytes,
    long newestSecond,
    long openKeys,
    long openBytes) {
  public SourceReport {
    formats = Map.copyOf(formats);
    badLines = Map.copyOf(badLines);
  }

  /** Before anything was read. */
  public static SourceReport of(String path) {
    return new SourceReport(path, Map.of(), 0, 0, Map.of(), 0, 0, 0, 0, 0);
  }
}
