package ffrtmp.persistence.node;

import ffrtmp.persistence.node.NodeState.Absent;
import ffrtmp.persistence.node.NodeState.Member;
import ffrtmp.persistence.node.NodeState.Removed;
import ffrtmp.protocol.node.NodeEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The steps of {@link NodeState#on}. */
final class NodeSteps {
  private NodeSteps() {}

  static NodeState step(NodeState state, NodeEvent event) {
    if (event instanceof NodeEvent.Registered e) return registered(state, e);
    if (!(state instanceof Member node)) return state;
    if (event instanceof NodeEvent.Lost e) return offline(node, e.epoch());
    if (event instanceof NodeEvent.Left e) return offline(node, e.epoch());
    if (event instanceof NodeEvent.Drained e) return draining(node, true, e.deadline());
    if (event instanceof NodeEvent.Resumed) return draining(node, false, null);
    var removed = (NodeEvent.Removed) event;
    return new Removed(offline(node, removed.epoch()), removed.cause().request());
  }

  private static NodeState registered(NodeState state, NodeEvent.Registered e) {
    if (state instanceof Member node) {
      return new Member(
          node.revision() + 1,
          e.epoch(),
          e.facts(),
          e.incarnation(),
          true,
          node.draining(),
          node.drainDeadline(),
          node.registered(),
          node.incarnation().equals(e.incarnation()) ? node.life() : e.epoch());
    }
    long revision = state instanceof Absent ? 0 : ((Removed) state).last().revision();
    return new Member(
        revision + 1, e.epoch(), e.facts(), e.incarnation(), true, false, null, e.at(), e.epoch());
  }

  private static Member offline(Member node, long epoch) {
    return new Member(
        node.revision() + 1,
        epoch,
        node.facts(),
        node.incarnation(),
        false,
        node.draining(),
        node.drainDeadline(),
        node.registered(),
        node.life());
  }

  private static Member draining(Member node, boolean draining, @Nullable Instant deadline) {
    return new Member(
        node.revision() + 1,
        node.epoch(),
        node.facts(),
        node.incarnation(),
        node.online(),
        draining,
        deadline,
        node.registered(),
        node.life());
  }
}
