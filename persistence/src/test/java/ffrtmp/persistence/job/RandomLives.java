package ffrtmp.persistence.job;

import static ffrtmp.persistence.Samples.CALLER;
import static ffrtmp.persistence.Samples.T0;
import static ffrtmp.persistence.Samples.spec;

import ffrtmp.protocol.job.JobEvent;
import java.util.ArrayList;
import java.util.List;

/** What happens to jobs at random, as their entities would have told it. */
public final class RandomLives {
  private static final JobDecisions DECISIONS = new JobDecisions(JobGiven.SETTINGS);

  private RandomLives() {}

  /** Its events; the first one has {@code sequence}. */
  public static List<JobEvent> of(long seed, long sequence, int commands) {
    var histories = new JobHistories(seed);
    var events = new ArrayList<JobEvent>();
    JobEvent first = new JobEvent.Submitted(sequence, spec(), T0, CALLER);
    events.add(first);
    JobState state = new JobState.Absent().on(first);
    for (int i = 1; i <= commands; i++) {
      int attempts = ((JobState.Known) state).life().tries().attempts();
      var decision = DECISIONS.on(state, histories.any(attempts), T0.plusSeconds(i));
      if (decision instanceof Decision.Persist persist) {
        events.add(persist.event());
        state = state.on(persist.event());
      }
    }
    return events;
  }

  /** The state after all of them. */
  public static JobState after(List<JobEvent> events) {
    JobState state = new JobState.Absent();
    for (var event : events) state = state.on(event);
    return state;
  }
}
