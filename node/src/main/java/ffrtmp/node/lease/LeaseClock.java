package ffrtmp.node.lease;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Says whether a worker holds its lease: for {@code lease} after the sending of the youngest
 * renewal that a majority of the control nodes has acknowledged. Times are nanoseconds of one
 * monotonic clock. Pure.
 *
 * <p>Counting from the sending, not from the answer, is what makes it safe: no keeper can have
 * heard the worker later than the worker believes.
 */
final class LeaseClock {

  private final long leaseNanos;
  private final Map<String, Long> acknowledged = new HashMap<>();
  private long begunNanos;

  LeaseClock(Duration lease) {
    leaseNanos = lease.toNanos();
  }

  /** A new registration, asked for at {@code sentNanos}: counts as acknowledged by all. */
  void begin(long sentNanos) {
    acknowledged.clear();
    begunNanos = sentNanos;
  }

  void acknowledged(String keeper, long sentNanos) {
    acknowledged.merge(keeper, sentNanos, (old, now) -> now - old > 0 ? now : old);
  }

  /** Whether the lease is held at {@code now}, with {@code control} the names of all keepers. */
  boolean holds(long now, Set<String> control) {
    acknowledged.keySet().retainAll(control);
    if (now - begunNanos < leaseNanos) return true;
    long fresh = acknowledged.values().stream().filter(sent -> now - sent < leaseNanos).count();
    return 2 * fresh > control.size();
  }
}
