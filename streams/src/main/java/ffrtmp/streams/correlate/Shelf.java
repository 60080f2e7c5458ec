package ffrtmp.streams.correlate;

import ffrtmp.protocol.stream.Grain;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one length that lines may still add to.
 *
 * <p>Invariant: whether a span has ended for good follows from the watermark and the floor alone,
 * never from when it was last swept.
 */
final class Shelf {
  private static final int PART_LET_GO = 16;

  private final Grain grain;
  private final long kept;
  private final int max;
  private final EventClock clock;
  private final OpenState open;
  private final Map<Long, Span> spans = new HashMap<>();
  private long floor = EventClock.NEVER;
  private @Nullable Span latest;

  /**
   * @param kept how long after its end a span is still added to
   * @param max more spans than this make the oldest end for good
   */
  Shelf(Grain grain, long kept, int max, EventClock clock, OpenState open) {
    this.grain = grain;
    this.kept = kept;
    this.max = max;
    this.clock = clock;
    this.open = open;
  }

  /** The span that holds a second; absent when it has ended for good. */
  @Nullable Span span(long second) {
    Span last = latest;
    if (last != null && second >= last.start && second < last.start + grain.seconds()) {
      return gone(last.start) ? null : last;
    }
    long start = grain.floor(second);
    if (gone(start)) return null;
    Span span = spans.get(start);
    if (span == null) {
      if (spans.size() >= max) makeRoom();
      if (gone(start)) return null;
      span = new Span(open.newKey(), grain, start);
      spans.put(start, span);
    }
    latest = span;
    return span;
  }

  private boolean gone(long start) {
    return start < floor || start + grain.seconds() + kept <= clock.watermark();
  }

  void restore(Span span) {
    if (span.grain == grain) spans.put(span.start, span);
  }

  void sweep() {
    Iterator<Span> all = spans.values().iterator();
    while (all.hasNext()) {
      Span span = all.next();
      if (!gone(span.start)) continue;
      open.close(span);
      all.remove();
    }
  }

  private void makeRoom() {
    sweep();
    if (spans.size() < max) return;
    long[] starts = spans.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
    floor = starts[starts.length / PART_LET_GO + 1];
    sweep();
  }

  int size() {
    return spans.size();
  }

  /** Spans that begin before it were let go since there were too many. */
  long floor() {
    return floor;
  }

  void floor(long start) {
    floor = start;
  }
}
