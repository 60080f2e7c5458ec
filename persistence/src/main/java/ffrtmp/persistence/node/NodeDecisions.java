package ffrtmp.persistence.node;

import ffrtmp.persistence.node.NodeState.Member;
import ffrtmp.persistence.node.NodeState.Removed;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.node.NodeCommand;
import ffrtmp.protocol.node.NodeEvent;
import ffrtmp.protocol.node.Transport;
import java.time.Instant;
import java.util.Objects;

/**
 * Decides every command to a node, purely. A repeat is agreed to; what speaks of an older
 * registration is refused with the truth.
 */
public final class NodeDecisions {
  private NodeDecisions() {}

  /**
   * Every command but {@code Deliver}, which no one decides.
   *
   * @param now when an event that follows has happened
   */
  public static NodeDecision on(NodeState state, NodeCommand command, Instant now) {
    if (command instanceof NodeCommand.Register c) return register(state, c, now);
    if (state instanceof Removed removed && command instanceof NodeCommand.Remove c) {
      var request = c.cause().request();
      if (request != null && request.equals(removed.request())) return new NodeDecision.Agree();
    }
    if (!(state instanceof Member node)) {
      return new NodeDecision.Refuse(Refusal.UNKNOWN_NODE, "There is no such node.");
    }
    if (command instanceof NodeCommand.Attach c) return attach(node, c, now);
    if (command instanceof NodeCommand.LeaseLost c) return lost(node, c, now);
    if (command instanceof NodeCommand.Deregister c) return left(node, c, now);
    if (command instanceof NodeCommand.Drain c) return drain(node, c, now);
    if (command instanceof NodeCommand.Resume c) return resume(node, c, now);
    if (command instanceof NodeCommand.Remove c) {
      return persist(new NodeEvent.Removed(node.epoch() + 1, now, c.cause()));
    }
    return new NodeDecision.Agree();
  }

  private static NodeDecision register(NodeState state, NodeCommand.Register c, Instant now) {
    boolean same =
        state instanceof Member node && node.online() && node.incarnation().equals(c.incarnation());
    if (same) return new NodeDecision.Agree();
    var cause = Cause.worker(c.facts().name());
    return persist(
        new NodeEvent.Registered(epoch(state) + 1, c.facts(), c.incarnation(), now, cause));
  }

  private static NodeDecision attach(Member node, NodeCommand.Attach c, Instant now) {
    if (node.facts().transport() != Transport.HTTP) {
      return new NodeDecision.Refuse(
          Refusal.UNSUPPORTED, "The node's worker is a member of the cluster.");
    }
    if (c.incarnation() != null && !c.incarnation().equals(node.incarnation())) return stale(node);
    if (node.online()) return new NodeDecision.Agree();
    if (!c.revive()) {
      return new NodeDecision.Refuse(
          Refusal.STALE_EPOCH, "The node's registration is over; it must register anew.");
    }
    var cause = Cause.worker(node.facts().name());
    return persist(
        new NodeEvent.Registered(node.epoch() + 1, node.facts(), node.incarnation(), now, cause));
  }

  private static NodeDecision lost(Member node, NodeCommand.LeaseLost c, Instant now) {
    if (node.online() && node.epoch() == c.epoch()) {
      return persist(new NodeEvent.Lost(node.epoch() + 1, c.why(), now, Cause.SCHEDULER));
    }
    boolean repeat = !node.online() && node.epoch() == c.epoch() + 1;
    return repeat ? new NodeDecision.Agree() : stale(node);
  }

  private static NodeDecision left(Member node, NodeCommand.Deregister c, Instant now) {
    if (!node.incarnation().equals(c.incarnation())) return stale(node);
    if (!node.online()) return new NodeDecision.Agree();
    return persist(new NodeEvent.Left(node.epoch() + 1, now, Cause.worker(node.facts().name())));
  }

  private static NodeDecision drain(Member node, NodeCommand.Drain c, Instant now) {
    boolean same = node.draining() && Objects.equals(node.drainDeadline(), c.deadline());
    if (same) return new NodeDecision.Agree();
    return persist(new NodeEvent.Drained(c.deadline(), now, c.cause()));
  }

  private static NodeDecision resume(Member node, NodeCommand.Resume c, Instant now) {
    if (!node.draining()) return new NodeDecision.Agree();
    return persist(new NodeEvent.Resumed(now, c.cause()));
  }

  private static NodeDecision persist(NodeEvent event) {
    return new NodeDecision.Persist(event);
  }

  private static NodeDecision stale(Member node) {
    return new NodeDecision.Refuse(
        Refusal.STALE_EPOCH, "The node's registration is number " + node.epoch() + " by now.");
  }

  private static long epoch(NodeState state) {
    if (state instanceof Member node) return node.epoch();
    return state instanceof Removed removed ? removed.last().epoch() : 0;
  }
}
