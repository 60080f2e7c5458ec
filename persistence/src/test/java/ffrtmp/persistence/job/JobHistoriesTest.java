package ffrtmp.persistence.job;

import static ffrtmp.persistence.Samples.JOB;
import static ffrtmp.persistence.Samples.T0;
import static ffrtmp.persistence.Samples.spec;
import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.persistence.Leaves;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.port.JobFact;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Invariants over random histories; a failure names its seed. */
class JobHistoriesTest {
  private static final int SEEDS = 2000;
  private static final int STEPS = 60;

  private final JobDecisions decisions = new JobDecisions(JobGiven.SETTINGS);
  private final Set<Object> answered = new HashSet<>();
  private final Set<Class<?>> events = new HashSet<>();

  @Test
  void noHistoryBreaksAJob() {
    for (long seed = 0; seed < SEEDS; seed++) {
      try {
        run(seed);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertThat(events).containsAll(Leaves.of(JobEvent.class));
    for (var phase : Leaves.of(JobState.class)) {
      for (var command : Leaves.of(JobCommand.class)) {
        assertThat(answered.contains(phase.getName() + command.getName()))
            .as("%s was answered in %s", command.getSimpleName(), phase.getSimpleName())
            .isTrue();
      }
    }
  }

  private void run(long seed) {
    var histories = new JobHistories(seed);
    JobState state = new JobState.Absent();
    for (int i = 0; i < STEPS; i++) {
      int attempts = state instanceof JobState.Known job ? job.life().tries().attempts() : 0;
      var command = histories.any(attempts);
      var decision = decisions.on(state, command, T0.plusSeconds(i));
      answered.add(state.getClass().getName() + command.getClass().getName());
      if (decision instanceof Decision.Persist persist) {
        state = stepped(state, persist.event());
      } else if (decision instanceof Decision.NeedsNumber) {
        state = stepped(state, decisions.accept((JobCommand.Submit) command, 1, T0));
      }
    }
  }

  private JobState stepped(JobState before, JobEvent event) {
    events.add(event.getClass());
    var after = before.on(event);
    assertThat(after).as("a decided event fits its state").isNotEqualTo(before);
    assertDeclared(before, event, after);
    assertThat(before.on(event)).as("deterministic").isEqualTo(after);
    if (before instanceof JobState.Known was) assertForward(was, event, (JobState.Known) after);
    assertShown((JobState.Known) after);
    return after;
  }

  private static void assertForward(JobState.Known was, JobEvent event, JobState.Known is) {
    assertThat(is.life().revision()).isEqualTo(was.life().revision() + 1);
    assertThat(is.life().sequence()).as("keeps its number").isEqualTo(was.life().sequence());
    int grown = is.life().tries().attempts() - was.life().tries().attempts();
    assertThat(grown).isEqualTo(event instanceof JobEvent.Dispatched ? 1 : 0);
    assertThat(was instanceof JobState.Completed).as("completed is final").isFalse();
    if (was instanceof JobState.Ended) assertThat(event).isInstanceOf(JobEvent.Retried.class);
    if (was instanceof JobState.Canceling) assertThat(event).isInstanceOf(JobEvent.Canceled.class);
    if (was instanceof JobState.Placed one && is instanceof JobState.Placed other) {
      assertThat(other.place()).as("one attempt, one place").isEqualTo(one.place());
    }
  }

  private static void assertShown(JobState.Known job) {
    var view = job.view(JOB);
    var fact = job.fact(JOB);
    assertThat(view.transitions()).hasSizeLessThanOrEqualTo(201);
    assertThat(view.progress()).isBetween(0.0, 100.0);
    assertThat(view.status().terminal()).isEqualTo(view.completedAt() != null || canceling(job));
    assertThat(fact.phase() == JobFact.Phase.PLACED).isEqualTo(fact.node() != null);
    assertThat(fact.avoid()).hasSizeLessThanOrEqualTo(8);
    assertThat(job.life().spec()).isEqualTo(spec());
    if (view.result() != null) assertThat(job).isInstanceOf(JobState.Completed.class);
  }

  private static boolean canceling(JobState.Known job) {
    return job instanceof JobState.Canceling;
  }

  private static void assertDeclared(JobState before, JobEvent event, JobState after) {
    var row =
        JobTransitions.ROWS.stream()
            .filter(r -> r.from() == before.getClass() && r.event() == event.getClass())
            .findFirst()
            .orElseThrow();
    assertThat(row.to()).anyMatch(to -> to == after.getClass());
  }
}
