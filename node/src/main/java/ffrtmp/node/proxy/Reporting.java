package ffrtmp.node.proxy;

import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeView;
import ffrtmp.protocol.worker.AttemptWord;
import ffrtmp.protocol.worker.Held;
import ffrtmp.protocol.worker.Order;
import ffrtmp.protocol.worker.WorkerAnswer;
import ffrtmp.protocol.worker.WorkerReport;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Passes on to the jobs what the worker says of its attempts, and answers with their word. */
final class Reporting {
  /**
   * An old agent says a refused result again for some seconds, and would say it of the next attempt
   * if it were given one meanwhile.
   */
  private static final Duration RETRIES_LAST = Duration.ofSeconds(10);

  private final NodeId id;
  private final Post post;
  private final Holds holds;
  private final Lifeline lifeline;
  private final LongSupplier nanos;

  Reporting(NodeId id, Post post, Holds holds, Lifeline lifeline, LongSupplier nanos) {
    this.id = id;
    this.post = post;
    this.holds = holds;
    this.lifeline = lifeline;
    this.nanos = nanos;
  }

  /** {@code done} is run after a report was taken. */
  void on(HttpNodeCommand.Report c, Runnable done) {
    AttemptWord word = c.word();
    WorkerAnswer before = isLast(word) ? holds.answered(word) : null;
    if (before != null) {
      c.replyTo().tell(before);
      return;
    }
    lifeline.withName(
        c.sender(),
        c.replyTo()::tell,
        () -> {
          Integer attempt = attempt(word);
          if (attempt != null) pass(c, new Held(word.job(), attempt), done);
          else findAndPass(c, done);
        });
  }

  private static boolean isLast(AttemptWord word) {
    return !(word.report() instanceof WorkerReport.Progressed);
  }

  private @Nullable Integer attempt(AttemptWord word) {
    if (word.attempt() != null) return word.attempt();
    return holds.find(word.job()).map(hold -> hold.held().attempt()).orElse(null);
  }

  /** An old agent does not say which attempt it means: it is the one that it holds. */
  private void findAndPass(HttpNodeCommand.Report c, Runnable done) {
    Held any = new Held(c.word().job(), 0);
    post.askJob(
        any,
        JobCommand.Get::new,
        reply -> {
          if (reply instanceof JobReply.Refused refused) {
            Post.refuse(c.replyTo()::tell, refused.refusal(), refused.detail());
            return;
          }
          JobView job = ((JobReply.Accepted) reply).job();
          if (id.equals(job.nodeId())) {
            pass(c, new Held(job.id(), job.attempt()), done);
            return;
          }
          if (isLast(c.word())) post.after(any, RETRIES_LAST, () -> resurfaced(any));
          Post.refuse(c.replyTo()::tell, Refusal.STALE_ATTEMPT, "The node does not hold the job.");
        });
  }

  private void pass(HttpNodeCommand.Report c, Held held, Runnable done) {
    AttemptWord word = c.word();
    post.report(
        held,
        word.report(),
        reply -> {
          if (reply instanceof JobReply.Refused refused) {
            if (refused.refusal() == Refusal.STALE_ATTEMPT) {
              holds.end(held);
              if (isLast(word)) resurfaced(held);
            }
            Post.refuse(c.replyTo()::tell, refused.refusal(), refused.detail());
            return;
          }
          lifeline.heard(c.sender());
          c.replyTo().tell(taken(word, held, ((JobReply.Accepted) reply).job()));
          done.run();
        });
  }

  private WorkerAnswer taken(AttemptWord word, Held held, JobView job) {
    if (isLast(word)) {
      WorkerAnswer answer =
          counts(word, job)
              ? new WorkerAnswer.Heard(job, Order.Kind.CANCEL)
              : new WorkerAnswer.Refused(Refusal.STALE_ATTEMPT, "The job has ended otherwise.");
      holds.end(held, word.report(), answer);
      return answer;
    }
    boolean current = id.equals(job.nodeId()) && job.completedAt() == null;
    Hold hold = current ? holds.adopt(held).orElse(null) : null;
    if (hold == null) return new WorkerAnswer.Heard(job, Order.Kind.CANCEL);
    hold.reported(word.paused(), word.log(), nanos.getAsLong());
    boolean over = job.status() == JobStatus.CANCELED;
    return new WorkerAnswer.Heard(job, over ? Order.Kind.CANCEL : hold.order());
  }

  /**
   * Whether the job ended as the worker said. A worker that names its attempt commits its output by
   * this; an old agent would say a refused result again, and has canceled nothing by it.
   */
  private static boolean counts(AttemptWord word, JobView job) {
    boolean completed = job.status() == JobStatus.COMPLETED;
    if (word.report() instanceof WorkerReport.Finished) {
      return completed || word.attempt() == null;
    }
    return !completed;
  }

  /** The node has ended an attempt that it had lost: it may be given the job again. */
  void resurfaced(Held held) {
    NodeView view = lifeline.node();
    String name = view == null ? id.toString() : view.facts().name();
    post.askJob(held, to -> new JobCommand.Resurfaced(id, name, to), reply -> {});
  }
}
