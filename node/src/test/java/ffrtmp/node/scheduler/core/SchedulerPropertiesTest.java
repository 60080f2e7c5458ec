package ffrtmp.node.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

class SchedulerPropertiesTest {
  private static final long SEEDS = Long.getLong("ffrtmp.seeds", 400);

  @Test
  void noHistoryLeavesRoomBesideAWaitingJobOrOvercommitsOrDispatchesTwice() {
    int[] dispatched = {0};
    forAllSeeds(
        seed -> {
          var world = new SimWorld(seed);
          world.run(300);
          world.settle();
          dispatched[0] += world.dispatched();
        });
    assertThat(dispatched[0]).as("the histories exercise something").isGreaterThan(4_000);
  }

  // The seed is what a reader of the failure needs; whatever the failure is.
  private static void forAllSeeds(LongConsumer property) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      try {
        property.accept(seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }
}
