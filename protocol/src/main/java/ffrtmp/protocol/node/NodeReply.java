package ffrtmp.protocol.node;

import ffrtmp.protocol.CborSerializable;
import ffrtmp.protocol.Refusal;
import org.jspecify.annotations.Nullable;

/** A node's answer to every command. */
public sealed interface NodeReply extends CborSerializable {
  record Accepted(NodeView node) implements NodeReply {}

  record Refused(Refusal refusal, String detail, @Nullable NodeView node) implements NodeReply {}
}
