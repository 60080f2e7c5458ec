package ffrtmp.streams.analyze;

import ffrtmp.streams.correlate.Correlator;
import ffrtmp.streams.line.AccessLine;
import ffrtmp.streams.line.Damage;
import ffrtmp.streams.line.LineParser;
import ffrtmp.streams.line.LineSink;
import ffrtmp.streams.line.StreamLine;
import ffrtmp.streams.tail.Chunk;
import ffrtmp.streams.tail.Tail;
import java.io.IOException;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads every series to its end, always the one that is furthest behind, and counts lines. */
final class Reading implements LineSink {
  private static final int NONE = -1;

  private final Tail tail;
  private final Correlator correlator;
  private final LineParser parser;
  private final boolean[] ended;
  private final Map<Damage, Long> damage = new EnumMap<>(Damage.class);
  private long lines;
  private long bytes;

  Reading(Tail tail, Correlator correlator, ZoneId zone) {
    this.tail = tail;
    this.correlator = correlator;
    parser = new LineParser(zone, this);
    ended = new boolean[tail.series().size()];
  }

  /** Reads on; false when everything has been read. */
  boolean next() throws IOException {
    int series = furthestBehind();
    if (series == NONE) return false;
    Optional<Chunk> next = tail.next(series);
    if (next.isEmpty()) {
      ended[series] = true;
      correlator.idle(series);
    } else {
      read(next.get());
    }
    return true;
  }

  private int furthestBehind() {
    int found = NONE;
    for (int i = 0; i < ended.length; i++) {
      if (ended[i]) continue;
      if (found == NONE || correlator.watermark(i) < correlator.watermark(found)) found = i;
    }
    return found;
  }

  private void read(Chunk chunk) {
    correlator.from(chunk.series());
    if (chunk.tooLong() > 0) {
      lines += chunk.tooLong();
      damage.merge(Damage.TOO_LONG, (long) chunk.tooLong(), Long::sum);
    }
    bytes += chunk.to() - chunk.from();
    parser.parse(chunk.data(), chunk.from(), chunk.to());
  }

  @Override
  public void access(AccessLine line) {
    lines++;
    correlator.access(line);
  }

  @Override
  public void stream(StreamLine line) {
    lines++;
    correlator.stream(line);
  }

  @Override
  public void damaged(Damage reason) {
    lines++;
    damage.merge(reason, 1L, Long::sum);
  }

  long lines() {
    return lines;
  }

  Map<String, Long> badLines() {
    Map<String, Long> byWord = new TreeMap<>();
    damage.forEach((reason, count) -> byWord.put(reason.word(), count));
    return byWord;
  }

  long bytes() {
    return bytes;
  }

  long lateLines() {
    return correlator.lateLines();
  }

  long forgotten() {
    return correlator.forgotten();
  }

  int unreadable() {
    return tail.unreadable();
  }
}
