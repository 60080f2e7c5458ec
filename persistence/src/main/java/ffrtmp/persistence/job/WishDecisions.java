package ffrtmp.persistence.job;

import ffrtmp.persistence.job.Asked.Wish;
import ffrtmp.persistence.job.JobState.Canceling;
import ffrtmp.persistence.job.JobState.Dispatched;
import ffrtmp.persistence.job.JobState.Held;
import ffrtmp.persistence.job.JobState.Known;
import ffrtmp.persistence.job.JobState.Placed;
import ffrtmp.persistence.job.JobState.Queued;
import ffrtmp.persistence.job.JobState.Running;
import ffrtmp.persistence.job.JobState.Suspended;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.job.OutputMode;
import ffrtmp.protocol.job.PauseMode;
import java.time.Instant;

/** What people wish of a job. A wish that the phase does not allow is refused, unless repeated. */
final class WishDecisions {
  Decision on(Known job, JobCommand wish, Instant now) {
    if (wish instanceof JobCommand.Pause c) return pause(job, c, now);
    if (wish instanceof JobCommand.Resume c) return resume(job, c, now);
    if (wish instanceof JobCommand.Cancel c) return cancel(job, c, now);
    if (wish instanceof JobCommand.Retry c) return retry(job, c, now);
    return rerank(job, (JobCommand.Rerank) wish, now);
  }

  private static Decision pause(Known job, JobCommand.Pause c, Instant now) {
    boolean pausable = job instanceof Queued || job instanceof Running || job instanceof Dispatched;
    boolean lettingGo =
        job instanceof Held held && held.mode() == PauseMode.HOLD && c.mode() == PauseMode.RELEASE;
    if (!pausable && !lettingGo) return repeatOr(job, Wish.PAUSE, c.cause(), "paused");
    if (job.life().spec().parameters().mode() == OutputMode.RTMP) {
      return Decision.refuse(Refusal.UNSUPPORTED, "A live RTMP output cannot be paused.");
    }
    if (job instanceof Queued) return Decision.persist(new JobEvent.Suspended(now, c.cause()));
    // Before it runs there is nothing to hold: the place is given back.
    var mode = job instanceof Dispatched ? PauseMode.RELEASE : c.mode();
    return Decision.persist(new JobEvent.PauseRequested(mode, now, c.cause()));
  }

  private static Decision resume(Known job, JobCommand.Resume c, Instant now) {
    if (job instanceof Held || job instanceof Suspended) {
      return Decision.persist(new JobEvent.Resumed(now, c.cause()));
    }
    return repeatOr(job, Wish.RESUME, c.cause(), "resumed");
  }

  private static Decision cancel(Known job, JobCommand.Cancel c, Instant now) {
    if (job instanceof Queued || job instanceof Suspended) {
      return Decision.persist(new JobEvent.Canceled(c.reason(), now, c.cause()));
    }
    if (job instanceof Placed && !(job instanceof Canceling)) {
      return Decision.persist(new JobEvent.CancelRequested(c.reason(), now, c.cause()));
    }
    return repeatOr(job, Wish.CANCEL, c.cause(), "canceled");
  }

  private static Decision retry(Known job, JobCommand.Retry c, Instant now) {
    if (job instanceof JobState.Failed || job instanceof JobState.Canceled) {
      return Decision.persist(new JobEvent.Retried(now, c.cause()));
    }
    if (job instanceof Canceling) {
      return Decision.refuse(
          Refusal.WRONG_PHASE, "The job is being stopped; it can be retried once that is done.");
    }
    return repeatOr(job, Wish.RETRY, c.cause(), "retried");
  }

  private static Decision rerank(Known job, JobCommand.Rerank c, Instant now) {
    if (!(job instanceof Queued)) {
      return Decision.refuse(
          Refusal.WRONG_PHASE,
          "Only a waiting job can be ranked again; this one is " + Phrases.of(job) + ".");
    }
    var rank = job.life().rank();
    var queue = c.queue() == null ? rank.queue() : c.queue();
    var priority = c.priority() == null ? rank.priority() : c.priority();
    if (rank.equals(new Rank(queue, priority))) return Decision.agree();
    return Decision.persist(new JobEvent.Reranked(queue, priority, now, c.cause()));
  }

  private static Decision repeatOr(Known job, Wish wish, Cause cause, String participle) {
    var request = cause.request();
    if (request != null && new Asked(wish, request).equals(job.life().asked())) {
      return Decision.agree();
    }
    return Decision.refuse(
        Refusal.WRONG_PHASE,
        "The job is %s and cannot be %s.".formatted(Phrases.of(job), participle));
  }
}
