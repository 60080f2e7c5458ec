package ffrtmp.persistence.node;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import ffrtmp.protocol.node.NodeEvent;
import ffrtmp.protocol.node.NodeFacts;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeView;
import ffrtmp.protocol.port.NodeFact;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node as its events tell it. The epoch grows at each registration and each loss and never falls,
 * so that a late loss cannot hurt the node's next life.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "phase")
@JsonSubTypes({
  @Type(value = NodeState.Absent.class, name = "absent"),
  @Type(value = NodeState.Member.class, name = "member"),
  @Type(value = NodeState.Removed.class, name = "removed")
})
public sealed interface NodeState {
  /** The state one event later: total, deterministic, and it never throws. */
  default NodeState on(NodeEvent event) {
    return NodeSteps.step(this, event);
  }

  /** Never registered. */
  record Absent() implements NodeState {}

  /** A node that registered once. */
  sealed interface Known extends NodeState {
    NodeView view(NodeId id);

    default NodeFact fact(NodeId id) {
      return new NodeFact(view(id), this instanceof Removed, life());
    }

    /** The epoch with which the present incarnation began. */
    long life();
  }

  /**
   * A node in the lists.
   *
   * @param online whether registration {@code epoch} still holds
   * @param life the epoch with which the present incarnation began; 0 in old snapshots
   */
  record Member(
      long revision,
      long epoch,
      NodeFacts facts,
      String incarnation,
      boolean online,
      boolean draining,
      @Nullable Instant drainDeadline,
      Instant registered,
      long life)
      implements Known {
    @Override
    public NodeView view(NodeId id) {
      return new NodeView(id, revision, epoch, facts, online, draining, drainDeadline, registered);
    }
  }

  /**
   * Out of the lists until it registers again.
   *
   * @param request the request that removed it, so that its repeat is known
   */
  record Removed(Member last, @Nullable String request) implements Known {
    @Override
    public NodeView view(NodeId id) {
      return last.view(id);
    }

    @Override
    public long life() {
      return last.life();
    }
  }
}
