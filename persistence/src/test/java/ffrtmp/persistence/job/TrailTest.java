package ffrtmp.persistence.job;

import static ffrtmp.persistence.Samples.T0;
import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.protocol.job.JobStatus;
import org.junit.jupiter.api.Test;

class TrailTest {
  @Test
  void upTo201TransitionsAreAllShown() {
    var shown = walked(201).shown();
    assertThat(shown).hasSize(201);
    for (int i = 0; i < 201; i++) assertThat(shown.get(i).timestamp()).isEqualTo(T0.plusSeconds(i));
  }

  @Test
  void pastThatTheFirstAndTheLast100AreShownAroundAGap() {
    var shown = walked(1000).shown();
    assertThat(shown).hasSize(201);
    assertThat(shown.get(99).timestamp()).isEqualTo(T0.plusSeconds(99));
    assertThat(shown.get(100).reason()).isEqualTo("800 transitions left out");
    assertThat(shown.get(101).timestamp()).isEqualTo(T0.plusSeconds(900));
    assertThat(shown.get(200).timestamp()).isEqualTo(T0.plusSeconds(999));
  }

  @Test
  void anEventThatChangesNothingToSeeLeavesNoTrace() {
    var trail = Trail.EMPTY.then(JobStatus.QUEUED, JobStatus.QUEUED, T0, null);
    assertThat(trail.shown()).isEmpty();
  }

  private static Trail walked(int steps) {
    var trail = Trail.EMPTY;
    for (int i = 0; i < steps; i++) {
      boolean even = i % 2 == 0;
      var from = even ? JobStatus.QUEUED : JobStatus.ASSIGNED;
      var to = even ? JobStatus.ASSIGNED : JobStatus.QUEUED;
      trail = trail.then(from, to, T0.plusSeconds(i), null);
    }
    return trail;
  }
}
