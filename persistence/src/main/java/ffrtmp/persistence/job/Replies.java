package ffrtmp.persistence.job;

import akka.actor.typed.ActorRef;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.JobReply;

/** Whom each command wants answered. */
final class Replies {
  private Replies() {}

  static ActorRef<JobReply> to(JobCommand command) {
    if (command instanceof JobCommand.Submit c) return c.replyTo();
    if (command instanceof JobCommand.Get c) return c.replyTo();
    if (command instanceof JobCommand.Follow c) return c.follower();
    if (command instanceof JobCommand.Dispatch c) return c.replyTo();
    if (command instanceof JobCommand.Report c) return c.replyTo();
    if (command instanceof JobCommand.AttemptLost c) return c.replyTo();
    if (command instanceof JobCommand.Resurfaced c) return c.replyTo();
    if (command instanceof JobCommand.Unplaceable c) return c.replyTo();
    if (command instanceof JobCommand.Placeable c) return c.replyTo();
    if (command instanceof JobCommand.GiveUp c) return c.replyTo();
    if (command instanceof JobCommand.Pause c) return c.replyTo();
    if (command instanceof JobCommand.Resume c) return c.replyTo();
    if (command instanceof JobCommand.Cancel c) return c.replyTo();
    if (command instanceof JobCommand.Retry c) return c.replyTo();
    return ((JobCommand.Rerank) command).replyTo();
  }
}
