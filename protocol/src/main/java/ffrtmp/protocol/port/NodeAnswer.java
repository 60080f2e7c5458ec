package ffrtmp.protocol.port;

import ffrtmp.protocol.Refusal;

/** The answer to a command on a node. */
public sealed interface NodeAnswer {
  record Done(NodeInfo node) implements NodeAnswer {}

  record Refused(Refusal refusal, String detail) implements NodeAnswer {}
}
