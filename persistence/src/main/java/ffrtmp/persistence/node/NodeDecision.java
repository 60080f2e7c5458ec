package ffrtmp.persistence.node;

import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.node.NodeEvent;

/** What is to be done about a command to a node: one event at the most, and one answer. */
public sealed interface NodeDecision {
  record Persist(NodeEvent event) implements NodeDecision {}

  /** Carried out before, or nothing to carry out. */
  record Agree() implements NodeDecision {}

  record Refuse(Refusal refusal, String detail) implements NodeDecision {}
}
