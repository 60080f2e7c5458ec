package ffrtmp.node.lease;

import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.Vitals;
import ffrtmp.protocol.worker.Held;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What one keeper has heard: for each node its last renewal. Times are nanoseconds of one monotonic
 * clock. Pure; forgets nodes after ten minutes of silence, so it holds what is alive.
 */
final class LeaseTable {

  private static final long FORGET_NANOS = TimeUnit.MINUTES.toNanos(10);

  /** The last renewal of one node. */
  record Entry(
      String incarnation,
      long epoch,
      Set<Held> held,
      boolean closing,
      Vitals vitals,
      long sentNanos,
      long atNanos) {}

  private final long startNanos;
  private final Map<NodeId, Entry> entries = new LinkedHashMap<>();

  LeaseTable(long startNanos) {
    this.startNanos = startNanos;
  }

  /**
   * Takes in a renewal; one of an older registration, or sent before the last one, changes nothing.
   *
   * @return whether the scheduler should hear of it at once: a node's first, a new registration, or
   *     that the worker ends
   */
  boolean renewed(NodeId node, Entry renewal) {
    Entry last = entries.get(node);
    if (last != null && isLate(renewal, last)) return false;
    entries.put(node, renewal);
    if (last == null || last.epoch() < renewal.epoch()) return true;
    return renewal.closing() && !last.closing();
  }

  private static boolean isLate(Entry renewal, Entry last) {
    if (renewal.epoch() < last.epoch()) return true;
    return renewal.incarnation().equals(last.incarnation())
        && renewal.sentNanos() - last.sentNanos() <= 0;
  }

  /** What to tell the scheduler at {@code now}. */
  LeaseReport report(String keeper, long now) {
    entries.values().removeIf(entry -> now - entry.atNanos() > FORGET_NANOS);
    List<LeaseReport.NodeLease> nodes = new ArrayList<>();
    entries.forEach((node, entry) -> nodes.add(lease(node, entry, now)));
    return new LeaseReport(keeper, TimeUnit.NANOSECONDS.toMillis(now - startNanos), nodes);
  }

  Map<NodeId, Entry> entries() {
    return Map.copyOf(entries);
  }

  private static LeaseReport.NodeLease lease(NodeId node, Entry entry, long now) {
    long silent = TimeUnit.NANOSECONDS.toMillis(now - entry.atNanos());
    return new LeaseReport.NodeLease(
        node, entry.incarnation(), entry.epoch(), silent, entry.held(), entry.closing());
  }
}
