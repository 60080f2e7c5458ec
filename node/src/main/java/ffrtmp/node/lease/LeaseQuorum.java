package ffrtmp.node.lease;

import ffrtmp.node.scheduler.core.Fact;
import ffrtmp.protocol.node.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides from the keepers' reports which workers are lost. A node is silent when more than half of
 * the control nodes had heard nothing of it for lease × 1.02 + 1 s, all at one moment; a keeper
 * that has not been up for that long does not know and abstains.
 *
 * <p>One moment matters: a worker may live on changing majorities, and what one keeper has not
 * heard until 3 s ago says nothing about today. So every vote is taken back to the arrival of the
 * oldest report that counts. A report says how long ago, never when: no two clocks are compared,
 * and the second in the patience covers what reports differ in their way here.
 */
public final class LeaseQuorum {

  /** What one keeper said of one node, and when that arrived here. */
  private record Word(long epoch, Duration silent) {}

  /** A registration, and since when it is owed a sign of life. */
  private record Watch(long epoch, Instant since, boolean heard) {}

  private record Said(Duration up, Map<NodeId, Word> nodes, Instant at) {}

  /** A keeper whose own report is older may be the one that is cut off. */
  private static final Duration FRESH = Duration.ofSeconds(3);

  private final Duration patience;
  private final Map<String, Said> keepers = new HashMap<>();
  private final Map<NodeId, Watch> watches = new HashMap<>();

  public LeaseQuorum(Duration lease) {
    patience = patience(lease);
  }

  /** How long a worker must have been silent: its own limit, a drift of 2 %, and the way. */
  static Duration patience(Duration lease) {
    return lease.plus(lease.multipliedBy(2).dividedBy(100)).plusSeconds(1);
  }

  /** Takes in a report; what it confirms. */
  public List<Fact> on(LeaseReport report, Instant now) {
    List<Fact> facts = new ArrayList<>();
    Map<NodeId, Word> words = new HashMap<>();
    for (LeaseReport.NodeLease lease : report.nodes()) {
      words.put(lease.node(), new Word(lease.epoch(), Duration.ofMillis(lease.silentMillis())));
      if (lease.silentMillis() < patience.toMillis()) {
        facts.add(new Fact.NodeHeard(lease.node(), lease.epoch(), lease.held(), lease.closing()));
        hear(lease.node(), lease.epoch(), now);
      }
    }
    keepers.put(report.keeper(), new Said(Duration.ofMillis(report.upMillis()), words, now));
    return facts;
  }

  /**
   * The nodes of {@code expected}, each in its registration, that a majority of {@code control} has
   * not heard. Keepers that are no control node any more are forgotten.
   */
  public List<Fact> silent(Map<NodeId, Long> expected, Set<String> control, Instant now) {
    keepers.keySet().retainAll(control);
    watches.keySet().retainAll(expected.keySet());
    List<Said> fresh = keepers.values().stream().filter(said -> isFresh(said, now)).toList();
    Instant moment = fresh.stream().map(Said::at).min(Comparator.naturalOrder()).orElse(now);
    List<Fact> facts = new ArrayList<>();
    expected.forEach(
        (node, epoch) -> {
          if (!isOverdue(watch(node, epoch, now), moment)) return;
          long votes = fresh.stream().filter(said -> silent(said, node, moment)).count();
          if (2 * votes > control.size()) {
            facts.add(new Fact.NodeSilent(node, epoch, why(votes, control.size())));
          }
        });
    return facts;
  }

  /**
   * The first sign of life is when placements become possible, and the worker's own lease began
   * before it: patience starts anew there.
   */
  private void hear(NodeId node, long epoch, Instant now) {
    Watch watch = watch(node, epoch, now);
    if (watch.epoch() == epoch && !watch.heard()) watches.put(node, new Watch(epoch, now, true));
  }

  private Watch watch(NodeId node, long epoch, Instant now) {
    Watch last = watches.get(node);
    if (last != null && last.epoch() >= epoch) return last;
    Watch next = new Watch(epoch, now, false);
    watches.put(node, next);
    return next;
  }

  private static boolean isFresh(Said said, Instant now) {
    return Duration.between(said.at(), now).compareTo(FRESH) <= 0;
  }

  private boolean isOverdue(Watch watch, Instant moment) {
    return Duration.between(watch.since(), moment).compareTo(patience) >= 0;
  }

  private String why(long votes, int of) {
    return "%d of %d control nodes heard nothing for %d ms"
        .formatted(votes, of, patience.toMillis());
  }

  private boolean silent(Said said, NodeId node, Instant moment) {
    Word word = said.nodes().get(node);
    Duration silent = word == null ? said.up() : word.silent();
    return silent.minus(Duration.between(moment, said.at())).compareTo(patience) >= 0;
  }
}
