package ffrtmp.streams;

import ffrtmp.protocol.stream.SourceReport;
import ffrtmp.streams.line.AccessLine;
import ffrtmp.streams.line.Damage;
import ffrtmp.streams.line.LineFormat;
import ffrtmp.streams.line.LineSink;
import ffrtmp.streams.line.StreamLine;
import ffrtmp.streams.tail.Chunk;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts the lines on their way to the correlator. */
final class LineTally implements LineSink {
  private final LineSink next;
  private final Map<String, Set<String>> formats = new TreeMap<>();
  private final Map<Damage, Long> bad = new EnumMap<>(Damage.class);
  private long lines;
  private long bytes;

  /** Goes on from what was counted before. */
  LineTally(SourceReport before, LineSink next) {
    this.next = next;
    this.lines = before.lines();
    this.bytes = before.bytes();
    before.formats().forEach((series, words) -> formats.put(series, new TreeSet<>(words)));
    for (Damage reason : Damage.values()) {
      Long count = before.badLines().get(reason.word());
      if (count != null) bad.put(reason, count);
    }
  }

  /** The lines of {@code chunk} come next. */
  void chunk(Chunk chunk) {
    bytes += chunk.to() - chunk.from();
    for (int i = 0; i < chunk.tooLong(); i++) damaged(Damage.TOO_LONG);
  }

  void formats(String series, Set<LineFormat> found) {
    Set<String> words = formats.computeIfAbsent(series, s -> new TreeSet<>());
    found.forEach(format -> words.add(format.word()));
  }

  @Override
  public void access(AccessLine line) {
    lines++;
    next.access(line);
  }

  @Override
  public void stream(StreamLine line) {
    lines++;
    next.stream(line);
  }

  @Override
  public void damaged(Damage reason) {
    lines++;
    bad.merge(reason, 1L, Long::sum);
    next.damaged(reason);
  }

  /** The report as of now. */
  SourceReport report(
      String path, long lagBytes, long late, long newestSecond, long openKeys, long openBytes) {
    Map<String, List<String>> words = new TreeMap<>();
    formats.forEach((series, found) -> words.put(series, List.copyOf(found)));
    Map<String, Long> reasons = new TreeMap<>();
    bad.forEach((reason, count) -> reasons.put(reason.word(), count));
    return new SourceReport(
        path, words, lines, bytes, reasons, late, lagBytes, newestSecond, openKeys, openBytes);
  }
}
