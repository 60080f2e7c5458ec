package ffrtmp.node.proxy;

import akka.actor.typed.ActorRef;
import ffrtmp.protocol.CborSerializable;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.worker.AttemptWord;
import ffrtmp.protocol.worker.Beat;
import ffrtmp.protocol.worker.Registration;
import ffrtmp.protocol.worker.Sender;
import ffrtmp.protocol.worker.WorkerAnswer;
import org.jspecify.annotations.Nullable;

/** What the proxy of a node may be told, from any control node, in the order of a worker's life. */
public interface HttpNodeCommand {
  /** A worker presents itself. */
  record Register(Registration registration, Sender sender, ActorRef<WorkerAnswer> replyTo)
      implements HttpNodeCommand, CborSerializable {}

  /** A worker lives. */
  record Beats(Beat beat, Sender sender, ActorRef<WorkerAnswer> replyTo)
      implements HttpNodeCommand, CborSerializable {}

  /**
   * A worker asks for a job, and so offers a slot.
   *
   * @param key names this poll
   * @param waitMillis how long it may wait, milliseconds
   */
  record Poll(
      String key,
      @Nullable String incarnation,
      long waitMillis,
      Sender sender,
      ActorRef<WorkerAnswer> replyTo)
      implements HttpNodeCommand, CborSerializable {}

  /** Nobody waits for that poll's answer any more. */
  record HangUp(String key) implements HttpNodeCommand, CborSerializable {}

  /** A worker says something of an attempt. */
  record Report(AttemptWord word, Sender sender, ActorRef<WorkerAnswer> replyTo)
      implements HttpNodeCommand, CborSerializable {}

  /** Somebody looked at a job that the node holds. */
  record Look(JobId job, int attempt, Sender sender) implements HttpNodeCommand, CborSerializable {}

  /** A worker ends in order. */
  record Leave(String incarnation, Sender sender, ActorRef<WorkerAnswer> replyTo)
      implements HttpNodeCommand, CborSerializable {}
}
