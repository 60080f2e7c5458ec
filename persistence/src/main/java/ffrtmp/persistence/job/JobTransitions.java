package ffrtmp.persistence.job;

import ffrtmp.persistence.job.JobState.Absent;
import ffrtmp.persistence.job.JobState.Canceling;
import ffrtmp.persistence.job.JobState.Dispatched;
import ffrtmp.persistence.job.JobState.Held;
import ffrtmp.persistence.job.JobState.Queued;
import ffrtmp.persistence.job.JobState.Running;
import ffrtmp.persistence.job.JobState.Suspended;
import ffrtmp.protocol.job.JobEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which event leads from which phase to which: the table that {@link JobState#on} folds by and the
 * state diagram is drawn from. What is not here does not happen.
 */
public final class JobTransitions {
  /**
   * One line of the table.
   *
   * @param to the phases that the step can lead to
   */
  public record Row(
      Class<? extends JobState> from,
      Class<? extends JobEvent> event,
      Set<Class<? extends JobState>> to,
      BiFunction<JobState, JobEvent, JobState> step) {}

  private record Key(Class<?> from, Class<?> event) {}

  /** Every line, in the order of a job's life. */
  public static final List<Row> ROWS =
      List.of(
          row(Absent.class, JobEvent.Submitted.class, JobSteps::submitted, Queued.class),
          row(Queued.class, JobEvent.Unplaceable.class, JobSteps::unplaceable, Queued.class),
          row(Queued.class, JobEvent.Placeable.class, JobSteps::placeable, Queued.class),
          row(Queued.class, JobEvent.Resurfaced.class, JobSteps::resurfaced, Queued.class),
          row(Queued.class, JobEvent.Dispatched.class, JobSteps::dispatched, Dispatched.class),
          row(Queued.class, JobEvent.Reranked.class, JobSteps::reranked, Queued.class),
          row(Queued.class, JobEvent.Suspended.class, JobSteps::suspended, Suspended.class),
          row(Queued.class, JobEvent.Failed.class, JobSteps::failed, JobState.Failed.class),
          row(Queued.class, JobEvent.Canceled.class, JobSteps::canceled, JobState.Canceled.class),
          row(Dispatched.class, JobEvent.Resurfaced.class, JobSteps::resurfaced, Dispatched.class),
          row(Dispatched.class, JobEvent.Started.class, JobSteps::started, Running.class),
          row(Dispatched.class, JobEvent.PauseRequested.class, JobSteps::releasing, Held.class),
          row(
              Dispatched.class,
              JobEvent.Finished.class,
              JobSteps::finished,
              JobState.Completed.class),
          row(Dispatched.class, JobEvent.AttemptFailed.class, JobSteps::retried, Queued.class),
          row(Dispatched.class, JobEvent.Requeued.class, JobSteps::requeued, Queued.class),
          row(Dispatched.class, JobEvent.Failed.class, JobSteps::failed, JobState.Failed.class),
          row(
              Dispatched.class,
              JobEvent.CancelRequested.class,
              JobSteps::canceling,
              Canceling.class),
          row(Running.class, JobEvent.Resurfaced.class, JobSteps::resurfaced, Running.class),
          row(Running.class, JobEvent.Progressed.class, JobSteps::progressed, Running.class),
          row(Running.class, JobEvent.PauseRequested.class, JobSteps::pausing, Held.class),
          row(Running.class, JobEvent.Finished.class, JobSteps::finished, JobState.Completed.class),
          row(Running.class, JobEvent.AttemptFailed.class, JobSteps::retried, Queued.class),
          row(Running.class, JobEvent.Requeued.class, JobSteps::requeued, Queued.class),
          row(Running.class, JobEvent.Failed.class, JobSteps::failed, JobState.Failed.class),
          row(Running.class, JobEvent.CancelRequested.class, JobSteps::canceling, Canceling.class),
          row(Held.class, JobEvent.Resurfaced.class, JobSteps::resurfaced, Held.class),
          row(Held.class, JobEvent.PauseRequested.class, JobSteps::paused, Held.class),
          row(
              Held.class,
              JobEvent.Resumed.class,
              JobSteps::resumed,
              Set.of(Running.class, Dispatched.class)),
          row(Held.class, JobEvent.Suspended.class, JobSteps::suspended, Suspended.class),
          row(Held.class, JobEvent.Finished.class, JobSteps::finished, JobState.Completed.class),
          row(Held.class, JobEvent.AttemptFailed.class, JobSteps::setAside, Suspended.class),
          row(Held.class, JobEvent.Failed.class, JobSteps::failed, JobState.Failed.class),
          row(Held.class, JobEvent.CancelRequested.class, JobSteps::canceling, Canceling.class),
          row(Suspended.class, JobEvent.Resurfaced.class, JobSteps::resurfaced, Suspended.class),
          row(Suspended.class, JobEvent.Resumed.class, JobSteps::queuedAgain, Queued.class),
          row(
              Suspended.class,
              JobEvent.Canceled.class,
              JobSteps::canceled,
              JobState.Canceled.class),
          row(
              Canceling.class,
              JobEvent.Canceled.class,
              JobSteps::canceled,
              JobState.Canceled.class),
          row(JobState.Failed.class, JobEvent.Retried.class, JobSteps::again, Queued.class),
          row(JobState.Canceled.class, JobEvent.Retried.class, JobSteps::again, Queued.class));

  private static final Map<Key, Row> BY_KEY =
      ROWS.stream()
          .collect(Collectors.toMap(r -> new Key(r.from(), r.event()), Function.identity()));

  private JobTransitions() {}

  static JobState step(JobState state, JobEvent event) {
    var row = BY_KEY.get(new Key(state.getClass(), event.getClass()));
    return row == null ? state : row.step().apply(state, event);
  }

  private static <S extends JobState, E extends JobEvent> Row row(
      Class<S> from,
      Class<E> event,
      BiFunction<S, E, JobState> step,
      Class<? extends JobState> to) {
    return row(from, event, step, Set.of(to));
  }

  private static <S extends JobState, E extends JobEvent> Row row(
      Class<S> from,
      Class<E> event,
      BiFunction<S, E, JobState> step,
      Set<Class<? extends JobState>> to) {
    return new Row(from, event, to, (state, e) -> step.apply(from.cast(state), event.cast(e)));
  }
}
