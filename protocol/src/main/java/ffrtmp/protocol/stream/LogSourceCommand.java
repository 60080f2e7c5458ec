package ffrtmp.protocol.stream;

import akka.actor.typed.ActorRef;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.CborSerializable;

/** What may be asked of a log source, in the order of its life. */
public sealed interface LogSourceCommand extends CborSerializable {
  /**
   * A reader wants the source; it begins a new epoch unless another reader was heard of within the
   * patience. The same reader again gets a new epoch too: it lost its state.
   *
   * @param reader the address of its node, which no other live node has
   */
  record Open(String reader, String path, ActorRef<LogReply> replyTo) implements LogSourceCommand {}

  /**
   * The owner wants the next part of the open state: in one answer it would not fit a message.
   *
   * @param part as the answer before said
   */
  record Load(long epoch, int part, ActorRef<LogReply> replyTo) implements LogSourceCommand {}

  /** Store this; the same batch again is answered as the first time. */
  record Learn(LogBatch batch, ActorRef<LogReply> replyTo) implements LogSourceCommand {}

  /** The reader is alive and has nothing to store. */
  record Renew(long epoch, ActorRef<LogReply> replyTo) implements LogSourceCommand {}

  /** The reader leaves in order: the next one need not wait. */
  record Release(long epoch, ActorRef<LogReply> replyTo) implements LogSourceCommand {}

  /** Forget what was learnt and every position, and read all files again from their beginning. */
  record Reprocess(Cause cause, ActorRef<LogReply> replyTo) implements LogSourceCommand {}

  /** Forget the sessions stored so far; positions and downloads stay. */
  record DeleteSessions(Cause cause, ActorRef<LogReply> replyTo) implements LogSourceCommand {}
}
