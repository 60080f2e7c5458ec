package ffrtmp.protocol.node;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import ffrtmp.protocol.Cause;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happened to a node. The stored names are for ever; fields are only added, as optional. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @Type(value = NodeEvent.Registered.class, name = "node-registered"),
  @Type(value = NodeEvent.Lost.class, name = "node-lost"),
  @Type(value = NodeEvent.Left.class, name = "node-left"),
  @Type(value = NodeEvent.Drained.class, name = "node-drained"),
  @Type(value = NodeEvent.Resumed.class, name = "node-resumed"),
  @Type(value = NodeEvent.Removed.class, name = "node-removed")
})
public sealed interface NodeEvent {
  /** When it happened, by the clock of the control node that wrote it. */
  Instant at();

  /** Who brought it about. */
  Cause cause();

  /** A new incarnation of the worker; {@code epoch} is its registration's number. */
  record Registered(long epoch, NodeFacts facts, String incarnation, Instant at, Cause cause)
      implements NodeEvent {}

  /** The lease ran out; {@code epoch} is the number after the loss. */
  record Lost(long epoch, String why, Instant at, Cause cause) implements NodeEvent {}

  /** The worker deregistered; {@code epoch} is the number after it. */
  record Left(long epoch, Instant at, Cause cause) implements NodeEvent {}

  /** Takes no new job from here on; past {@code deadline} its jobs are requeued. */
  record Drained(@Nullable Instant deadline, Instant at, Cause cause) implements NodeEvent {}

  record Resumed(Instant at, Cause cause) implements NodeEvent {}

  /** Taken out of the lists, until a worker registers under the same name again. */
  record Removed(long epoch, Instant at, Cause cause) implements NodeEvent {}
}
