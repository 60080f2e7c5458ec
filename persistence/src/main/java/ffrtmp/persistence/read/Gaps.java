package ffrtmp.persistence.read;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The places of the journal that were passed and not seen: numbers are given before the commit, so
 * a lower one may turn up after a higher one. A place that stays empty for the patience is given
 * up; it belongs to a transaction that was rolled back. Pure: time comes in.
 */
final class Gaps {
  /** Places remembered at the most; past that the lowest are given up. */
  static final int MOST = 10_000;

  /** Consecutive places, both ends inclusive. */
  record Range(long first, long last) {}

  private final TreeMap<Long, Instant> open = new TreeMap<>();
  private final Duration patience;
  private long seen;

  /**
   * @param offset everything up to here was seen or given up
   */
  Gaps(long offset, Duration patience) {
    this.seen = offset;
    this.patience = patience;
  }

  /** The row at {@code ordering} was seen. */
  void saw(long ordering, Instant now) {
    if (ordering <= seen) {
      open.remove(ordering);
      return;
    }
    for (long missed = Math.max(seen + 1, ordering - MOST); missed < ordering; missed++) {
      open.put(missed, now);
    }
    while (open.size() > MOST) open.pollFirstEntry();
    seen = ordering;
  }

  /** The row at {@code ordering} was seen, and nothing below it can turn up any more. */
  void settled(long ordering) {
    open.headMap(ordering, true).clear();
    seen = Math.max(seen, ordering);
  }

  /** Gives up what has been missing for too long. */
  void expire(Instant now) {
    var since = now.minus(patience);
    open.values().removeIf(missedAt -> missedAt.isBefore(since));
  }

  /** The highest place that was seen. */
  long seen() {
    return seen;
  }

  /** Where a restart must begin: nothing at or below this is missing. */
  long offset() {
    return open.isEmpty() ? seen : open.firstKey() - 1;
  }

  /** The open places, lowest first. */
  List<Range> open() {
    var ranges = new ArrayList<Range>();
    for (long place : open.keySet()) {
      int at = ranges.size() - 1;
      if (at >= 0 && ranges.get(at).last() == place - 1) {
        ranges.set(at, new Range(ranges.get(at).first(), place));
      } else {
        ranges.add(new Range(place, place));
      }
    }
    return ranges;
  }
}
