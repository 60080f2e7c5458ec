package ffrtmp.persistence.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobResult;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.job.PauseMode;
import ffrtmp.protocol.port.JobFact;
import org.jspecify.annotations.Nullable;

/**
 * A job as its events tell it: one record for each phase. The entity, the read tables and the audit
 * all fold with this very code, so they cannot disagree.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "phase")
@JsonSubTypes({
  @Type(value = JobState.Absent.class, name = "absent"),
  @Type(value = JobState.Queued.class, name = "queued"),
  @Type(value = JobState.Dispatched.class, name = "dispatched"),
  @Type(value = JobState.Running.class, name = "running"),
  @Type(value = JobState.Held.class, name = "held"),
  @Type(value = JobState.Suspended.class, name = "suspended"),
  @Type(value = JobState.Canceling.class, name = "canceling"),
  @Type(value = JobState.Completed.class, name = "completed"),
  @Type(value = JobState.Failed.class, name = "failed"),
  @Type(value = JobState.Canceled.class, name = "canceled")
})
public sealed interface JobState {
  /**
   * The state one event later. Total and deterministic, and it never throws: an event that does not
   * fit leaves the state as it is.
   */
  default JobState on(JobEvent event) {
    return JobTransitions.step(this, event);
  }

  /** Not submitted yet. */
  record Absent() implements JobState {}

  /** A job that exists. */
  sealed interface Known extends JobState {
    Life life();

    JobStatus status();

    /** The hold on a node, now or, of an ended job, at last. */
    default @Nullable Place place() {
      return null;
    }

    default JobView view(JobId id) {
      return JobSights.view(id, this);
    }

    default JobFact fact(JobId id) {
      return JobSights.fact(id, this);
    }
  }

  /** Holds a place on a node, and its reservation there. */
  sealed interface Placed extends Known {
    @Override
    Place place();
  }

  /** Nothing follows but a retry by hand, and after completion not even that. */
  sealed interface Ended extends Known {}

  /** Waits for a place. */
  record Queued(Life life) implements Known {
    @Override
    public JobStatus status() {
      return status(life);
    }

    /** What such a life shows while it waits: pending until its first attempt, if it is timed. */
    static JobStatus status(Life life) {
      boolean untouched = life.tries().attempts() == 0 && life.tries().retries() == 0;
      return untouched && life.spec().notBefore() != null ? JobStatus.PENDING : JobStatus.QUEUED;
    }
  }

  /** The attempt is committed to a node, and the node has not said that it runs. */
  record Dispatched(Life life, Place place) implements Placed {
    @Override
    public JobStatus status() {
      return JobStatus.ASSIGNED;
    }
  }

  /**
   * The engine runs.
   *
   * @param resumed whether the worker was told to resume since it was told to pause
   */
  record Running(Life life, Place place, boolean resumed) implements Placed {
    @Override
    public JobStatus status() {
      return JobStatus.PROCESSING;
    }
  }

  /**
   * Paused with its place: kept ({@code HOLD}), or until the worker has given it back ({@code
   * RELEASE}).
   *
   * @param started whether the engine ran
   */
  record Held(Life life, Place place, PauseMode mode, boolean started) implements Placed {
    @Override
    public JobStatus status() {
      return JobStatus.PAUSED;
    }
  }

  /** Paused without a place. */
  record Suspended(Life life) implements Known {
    @Override
    public JobStatus status() {
      return JobStatus.PAUSED;
    }
  }

  /** Shown as canceled; keeps its place until nothing of it runs, and never commits an output. */
  record Canceling(Life life, Place place, @Nullable String reason) implements Placed {
    @Override
    public JobStatus status() {
      return JobStatus.CANCELED;
    }
  }

  record Completed(Life life, Place place, JobResult result) implements Ended {
    @Override
    public JobStatus status() {
      return JobStatus.COMPLETED;
    }
  }

  record Failed(Life life, @Nullable Place place) implements Ended {
    @Override
    public JobStatus status() {
      return JobStatus.FAILED;
    }
  }

  record Canceled(Life life, @Nullable Place place) implements Ended {
    @Override
    public JobStatus status() {
      return JobStatus.CANCELED;
    }
  }
}
