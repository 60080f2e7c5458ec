package ffrtmp.protocol.node;

import akka.actor.typed.ActorRef;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.CborSerializable;
import ffrtmp.protocol.worker.WorkerCommand;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What may be asked of a node, in the order of its life. */
public sealed interface NodeCommand extends CborSerializable {
  /**
   * A worker presents itself. A new incarnation begins a new epoch; the same incarnation again only
   * renews the address of its actor.
   *
   * @param incarnation unique for each start of the worker
   */
  record Register(
      NodeFacts facts,
      String incarnation,
      ActorRef<WorkerCommand> worker,
      ActorRef<NodeReply> replyTo)
      implements NodeCommand {}

  /**
   * Where the commands for a node that speaks HTTP are to go from here on; what leads to its worker
   * moves more often than the worker starts.
   *
   * @param incarnation the one that must hold the registration; absent: whichever does
   * @param revive whether a node that was lost comes back by this, in the same incarnation
   */
  record Attach(
      @Nullable String incarnation,
      boolean revive,
      ActorRef<WorkerCommand> worker,
      ActorRef<NodeReply> replyTo)
      implements NodeCommand {}

  record Get(ActorRef<NodeReply> replyTo) implements NodeCommand {}

  /** Pass on to the worker, if the registration is still {@code epoch}; else dropped. */
  record Deliver(long epoch, WorkerCommand command) implements NodeCommand {}

  /** The lease of registration {@code epoch} ran out. */
  record LeaseLost(long epoch, String why, ActorRef<NodeReply> replyTo) implements NodeCommand {}

  /** The worker leaves in order: it holds nothing any more. */
  record Deregister(String incarnation, ActorRef<NodeReply> replyTo) implements NodeCommand {}

  record Drain(@Nullable Instant deadline, Cause cause, ActorRef<NodeReply> replyTo)
      implements NodeCommand {}

  record Resume(Cause cause, ActorRef<NodeReply> replyTo) implements NodeCommand {}

  record Remove(Cause cause, ActorRef<NodeReply> replyTo) implements NodeCommand {}
}
