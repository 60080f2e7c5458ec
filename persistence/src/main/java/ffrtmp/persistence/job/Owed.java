package ffrtmp.persistence.job;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.PauseMode;
import ffrtmp.protocol.worker.WorkerCommand;
import org.jspecify.annotations.Nullable;

/** What a worker is to be told in each phase, again and again until its report moves the job on. */
final class Owed {
  private Owed() {}

  static @Nullable WorkerCommand to(JobId id, JobState state) {
    if (!(state instanceof JobState.Placed job)) return null;
    int attempt = job.place().attempt();
    if (job instanceof JobState.Dispatched) {
      return new WorkerCommand.Run(id, attempt, job.life().current());
    }
    if (job instanceof JobState.Canceling) return new WorkerCommand.Stop(id, attempt);
    if (job instanceof JobState.Held held) {
      return held.mode() == PauseMode.HOLD
          ? new WorkerCommand.Pause(id, attempt)
          : new WorkerCommand.Stop(id, attempt);
    }
    boolean resumed = job instanceof JobState.Running running && running.resumed();
    return resumed ? new WorkerCommand.Resume(id, attempt) : null;
  }

  /** Whether the worker's own reports are the occasion to repeat, rather than the clock. */
  static boolean reminded(JobState.Placed job) {
    return job instanceof JobState.Held held && held.mode() == PauseMode.HOLD;
  }
}
