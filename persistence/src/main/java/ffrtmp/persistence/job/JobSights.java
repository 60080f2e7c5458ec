package ffrtmp.persistence.job;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.port.JobFact;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a job looks: to everybody ({@link JobView}) and to the scheduler ({@link JobFact}). */
final class JobSights {
  private JobSights() {}

  static JobView view(JobId id, JobState.Known job) {
    var life = job.life();
    var times = life.times();
    var tries = life.tries();
    var place = job.place();
    return new JobView(
        id,
        life.sequence(),
        life.revision(),
        life.current(),
        job.status(),
        life.progress(),
        null,
        place == null ? null : place.node(),
        place == null ? null : place.nodeName(),
        tries.attempts(),
        times.created(),
        times.queued(),
        times.started(),
        times.active(),
        times.ended(),
        tries.retries(),
        tries.retryReason(),
        tries.error(),
        tries.failureReason(),
        timeoutAt(job),
        life.trail().shown(),
        job instanceof JobState.Completed done ? done.result() : null);
  }

  static JobFact fact(JobId id, JobState.Known job) {
    var life = job.life();
    var place = job instanceof JobState.Placed placed ? placed.place() : null;
    return new JobFact(
        id,
        life.revision(),
        phase(job),
        life.sequence(),
        life.spec().tenantId(),
        life.rank().queue(),
        life.rank().priority(),
        life.spec().requirements(),
        life.tries().attempts(),
        place == null ? null : place.node(),
        place == null ? 0 : place.epoch(),
        life.notBefore(),
        job instanceof JobState.Queued ? life.tries().unplaceable() : null,
        Set.copyOf(life.tries().barred()),
        Set.copyOf(life.tries().avoid()));
  }

  static JobFact.Phase phase(JobState.Known job) {
    if (job instanceof JobState.Queued) return JobFact.Phase.WAITING;
    return job instanceof JobState.Placed ? JobFact.Phase.PLACED : JobFact.Phase.AWAY;
  }

  private static @Nullable Instant timeoutAt(JobState.Known job) {
    var started = job.life().times().started();
    var timeout = job.life().spec().timeout();
    boolean running = job instanceof JobState.Running;
    return running && started != null && timeout != null ? started.plus(timeout) : null;
  }
}
