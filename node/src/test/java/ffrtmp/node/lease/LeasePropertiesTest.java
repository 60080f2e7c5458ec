package ffrtmp.node.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeasePropertiesTest {
  private static final long SEEDS = Long.getLong("ffrtmp.seeds", 400);

  @Test
  void noWorkerIsDeclaredLostWhileItBelievesInItsLease() {
    int losses = 0;
    int ends = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      var world = new LeaseWorld(seed, false);
      try {
        world.run(Duration.ofMinutes(5));
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
      losses += world.losses();
      ends += world.ends();
    }
    System.out.printf("%d losses, %d ends in %d seeds%n", losses, ends, SEEDS);
    assertThat(losses).as("the histories exercise something").isGreaterThan((int) SEEDS / 4);
    assertThat(ends).isGreaterThan((int) SEEDS / 4);
  }

  @Test
  void onHealthyLinksNoLeaseIsEverLost() {
    for (long seed = 1; seed <= 50; seed++) {
      var world = new LeaseWorld(seed, true);
      world.run(Duration.ofMinutes(5));
      assertThat(world.losses() + world.ends()).as("seed %d", seed).isZero();
    }
  }
}
