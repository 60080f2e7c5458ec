package ffrtmp.persistence.job;

import ffrtmp.persistence.job.JobState.Canceling;
import ffrtmp.persistence.job.JobState.Dispatched;
import ffrtmp.persistence.job.JobState.Known;
import ffrtmp.persistence.job.JobState.Placed;
import ffrtmp.persistence.job.JobState.Running;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.job.Progress;
import ffrtmp.protocol.worker.WorkerReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a worker reports: it counts for the current attempt, from the node that holds it. */
final class ReportDecisions {
  private static final int TENTH = 10;

  private final JobSettings settings;

  ReportDecisions(JobSettings settings) {
    this.settings = settings;
  }

  Decision on(Known job, JobCommand.Report c, Instant now) {
    if (job instanceof Placed placed && placed.place().is(c.attempt(), c.node())) {
      return current(placed, c.report(), now, Cause.worker(placed.place().nodeName()));
    }
    return alreadyOver(job, c) ? Decision.agree() : PlacementDecisions.stale(job, c.attempt());
  }

  private Decision current(Placed job, WorkerReport report, Instant now, Cause cause) {
    if (report instanceof WorkerReport.Started) return started(job, null, now, cause);
    if (report instanceof WorkerReport.Progressed p) return progressed(job, p, now, cause);
    if (report instanceof WorkerReport.Stopped s) {
      return Decision.persist(PlacementDecisions.interrupted(job, s.why(), now, cause));
    }
    if (report instanceof WorkerReport.NoRoom s) {
      return Decision.persist(PlacementDecisions.interrupted(job, s.why(), now, cause));
    }
    if (job instanceof Canceling canceling) {
      return Decision.persist(new JobEvent.Canceled(canceling.reason(), now, cause));
    }
    if (report instanceof WorkerReport.Finished f) {
      int attempt = job.place().attempt();
      return Decision.persist(
          new JobEvent.Finished(attempt, f.result(), bounded(f.log()), now, cause));
    }
    return failed(job, (WorkerReport.Failed) report, now, cause);
  }

  private static Decision started(Placed job, @Nullable Progress live, Instant now, Cause cause) {
    if (!(job instanceof Dispatched)) return Decision.agree();
    return new Decision.Persist(new JobEvent.Started(job.place().attempt(), now, cause), live);
  }

  private static Decision progressed(
      Placed job, WorkerReport.Progressed report, Instant now, Cause cause) {
    var live = report.progress();
    if (!(job instanceof Running)) return started(job, live, now, cause);
    var percent = live.percent();
    if (percent == null || tenth(percent) <= tenth(job.life().progress())) {
      return new Decision.Note(live);
    }
    int attempt = job.place().attempt();
    return new Decision.Persist(new JobEvent.Progressed(attempt, percent, now, cause), live);
  }

  Decision failed(Placed job, WorkerReport.Failed f, Instant now, Cause cause) {
    int attempt = job.place().attempt();
    int retries = job.life().tries().retries();
    var log = bounded(f.log());
    if (f.reason().retryable() && retries < job.life().spec().maxRetries()) {
      var notBefore = now.plus(settings.backoff(retries));
      return Decision.persist(
          new JobEvent.AttemptFailed(attempt, f.reason(), f.error(), log, notBefore, now, cause));
    }
    return Decision.persist(new JobEvent.Failed(attempt, f.reason(), f.error(), log, now, cause));
  }

  /** Whether the report only repeats what ended the attempt. */
  private static boolean alreadyOver(Known job, JobCommand.Report c) {
    if (job instanceof Placed || job.life().tries().attempts() != c.attempt()) return false;
    var place = job.place();
    if (place != null && !place.node().equals(c.node())) return false;
    if (c.report() instanceof WorkerReport.Finished) return job instanceof JobState.Completed;
    return c.report() instanceof WorkerReport.Failed
        || c.report() instanceof WorkerReport.Stopped
        || c.report() instanceof WorkerReport.NoRoom;
  }

  private static int tenth(double percent) {
    return (int) (percent / TENTH);
  }

  private @Nullable String bounded(@Nullable String log) {
    int most = settings.logChars();
    if (log == null || log.length() <= most) return log;
    return "[… cut …]\n" + log.substring(log.length() - most);
  }
}
