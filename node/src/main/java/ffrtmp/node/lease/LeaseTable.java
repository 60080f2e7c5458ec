package ffrtmp.node.lease;

import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.Vitals;
import ffrtmp.protocol.worker.Held;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What one keeper has heard: for each node its last renewal. Times are nanoseconds of one monotonic
 * clock. Pure; forgets nodes after ten minutes of silence, so it holds what is alive.
 */
final class LeaseTable {

  private static final long FORGET_NANOS = TimeUnit.MINUTES.toNanos(10);

  /** Nodes of one report, which has to fit into a frame. */
  private static final int PAGE = 500;

  /** The last renewal of one node. */
  record Entry(
      String incarnation,
      long epoch,
      Set<Held> held,
      boolean closing,
      Duration lease,
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

  /** What to tell the scheduler at {@code now}: of every node, one report at the least. */
  List<LeaseReport> reports(String keeper, long now) {
    entries.values().removeIf(entry -> now - entry.atNanos() > FORGET_NANOS);
    List<LeaseReport> reports = new ArrayList<>();
    List<LeaseReport.NodeLease> page = new ArrayList<>();
    for (var known : entries.entrySet()) {
      page.add(lease(known.getKey(), known.getValue(), now));
      if (page.size() < PAGE) continue;
      reports.add(report(keeper, now, page));
      page.clear();
    }
    if (!page.isEmpty() || reports.isEmpty()) reports.add(report(keeper, now, page));
    return reports;
  }

  /** What to tell of one node at {@code now}; empty: nothing is known of it. */
  Optional<LeaseReport> report(String keeper, long now, NodeId node) {
    return Optional.ofNullable(entries.get(node))
        .map(entry -> report(keeper, now, List.of(lease(node, entry, now))));
  }

  private LeaseReport report(String keeper, long now, List<LeaseReport.NodeLease> nodes) {
    return new LeaseReport(keeper, TimeUnit.NANOSECONDS.toMillis(now - startNanos), nodes);
  }

  Map<NodeId, Entry> entries() {
    return Map.copyOf(entries);
  }

  private static LeaseReport.NodeLease lease(NodeId node, Entry entry, long now) {
    long silent = TimeUnit.NANOSECONDS.toMillis(now - entry.atNanos());
    return new LeaseReport.NodeLease(
        node,
        entry.incarnation(),
        entry.epoch(),
        silent,
        entry.held(),
        entry.closing(),
        entry.lease().toMillis());
  }
}
