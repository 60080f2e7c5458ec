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
 * that has not been up for that long does not know and abstains. How long the lease is, each worker
 * says in its renewals.
 *
 * <p>One moment matters: a worker may live on changing majorities, and what one keeper has not
 * heard until 3 s ago says nothing about today. So every vote is taken back to the arrival of the
 * oldest report that counts. A report says how long ago, never when: no two clocks are compared,
 * and the second in the patience covers what reports differ in their way here.
 */
public final class LeaseQuorum {

  /**
   * A registration that is owed signs of life.
   *
   * @param lease how long it holds where no keeper knows better
   */
  public record Expected(long epoch, Duration lease) {}

  /** What one keeper said of one node, and when that arrived here. */
  private record Word(long epoch, Duration silent, Duration lease, Instant at) {}

  /** A registration, and since when it is owed a sign of life. */
  private record Watch(long epoch, Instant since, boolean heard) {}

  /** What one keeper says: of itself at {@code at}, of the nodes each at its own time. */
  private record Said(Duration up, Map<NodeId, Word> nodes, Instant at) {}

  /** A keeper whose own report is older may be the one that is cut off. */
  private static final Duration FRESH = Duration.ofSeconds(3);

  private final Map<String, Said> keepers = new HashMap<>();
  private final Map<NodeId, Watch> watches = new HashMap<>();

  /** How long a worker must have been silent: its own limit, a drift of 2 %, and the way. */
  static Duration patience(Duration lease) {
    return lease.plus(lease.multipliedBy(2).dividedBy(100)).plusSeconds(1);
  }

  /** Takes in a report; what it confirms. */
  public List<Fact> on(LeaseReport report, Instant now) {
    List<Fact> facts = new ArrayList<>();
    Said before = keepers.get(report.keeper());
    Map<NodeId, Word> words = before == null ? new HashMap<>() : before.nodes();
    for (LeaseReport.NodeLease said : report.nodes()) {
      Duration lease = Duration.ofMillis(said.leaseMillis());
      Duration silent = Duration.ofMillis(said.silentMillis());
      words.put(said.node(), new Word(said.epoch(), silent, lease, now));
      if (silent.compareTo(patience(lease)) < 0) {
        facts.add(new Fact.NodeHeard(said.node(), said.epoch(), said.held(), said.closing()));
        hear(said.node(), said.epoch(), now);
      }
    }
    keepers.put(report.keeper(), new Said(Duration.ofMillis(report.upMillis()), words, now));
    return facts;
  }

  /**
   * The nodes of {@code expected} that a majority of {@code control} has not heard. Keepers that
   * are no control node any more are forgotten, and so is what a keeper no longer says.
   */
  public List<Fact> silent(Map<NodeId, Expected> expected, Set<String> control, Instant now) {
    keepers.keySet().retainAll(control);
    keepers.values().forEach(said -> said.nodes().values().removeIf(w -> !isFresh(w.at(), now)));
    watches.keySet().retainAll(expected.keySet());
    List<Said> fresh = keepers.values().stream().filter(said -> isFresh(said.at(), now)).toList();
    List<Fact> facts = new ArrayList<>();
    expected.forEach(
        (node, owed) -> {
          Duration patience = patience(lease(fresh, node, owed));
          Instant moment =
              fresh.stream().map(said -> at(said, node)).min(Comparator.naturalOrder()).orElse(now);
          if (!isOverdue(watch(node, owed.epoch(), now), moment, patience)) return;
          long votes = fresh.stream().filter(said -> silent(said, node, moment, patience)).count();
          if (2 * votes > control.size()) {
            String why = why(votes, control.size(), patience);
            facts.add(new Fact.NodeSilent(node, owed.epoch(), why));
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

  /** The longest that a keeper heard of this registration; none may be cut short. */
  private static Duration lease(List<Said> fresh, NodeId node, Expected owed) {
    Duration longest = null;
    for (Said said : fresh) {
      Word word = said.nodes().get(node);
      if (word == null || word.epoch() != owed.epoch()) continue;
      if (longest == null || word.lease().compareTo(longest) > 0) longest = word.lease();
    }
    return longest == null ? owed.lease() : longest;
  }

  private static Instant at(Said said, NodeId node) {
    Word word = said.nodes().get(node);
    return word == null ? said.at() : word.at();
  }

  private static boolean isFresh(Instant at, Instant now) {
    return Duration.between(at, now).compareTo(FRESH) <= 0;
  }

  private static boolean isOverdue(Watch watch, Instant moment, Duration patience) {
    return Duration.between(watch.since(), moment).compareTo(patience) >= 0;
  }

  private static String why(long votes, int of, Duration patience) {
    return "%d of %d control nodes heard nothing for %d ms"
        .formatted(votes, of, patience.toMillis());
  }

  private static boolean silent(Said said, NodeId node, Instant moment, Duration patience) {
    Word word = said.nodes().get(node);
    Duration silent = word == null ? said.up() : word.silent();
    return silent.minus(Duration.between(moment, at(said, node))).compareTo(patience) >= 0;
  }
}
