package ffrtmp.node.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LeaseClockTest {
  private static final Set<String> THREE = Set.of("a", "b", "c");

  private final LeaseClock clock = new LeaseClock(Duration.ofSeconds(5));

  @Test
  void aRegistrationGrantsOneLease() {
    clock.begin(seconds(100));
    assertThat(clock.holds(seconds(104.9), THREE)).isTrue();
    assertThat(clock.holds(seconds(105), THREE)).isFalse();
  }

  @Test
  void aMajorityOfTheKeepersExtendsIt() {
    clock.begin(seconds(0));
    clock.acknowledged("a", seconds(3));
    assertThat(clock.holds(seconds(6), THREE)).as("one of three").isFalse();
    clock.acknowledged("b", seconds(4));
    assertThat(clock.holds(seconds(6), THREE)).as("two of three").isTrue();
  }

  @Test
  void itCountsFromTheSendingOfTheRenewalThatCompletesTheMajority() {
    clock.begin(seconds(0));
    clock.acknowledged("a", seconds(9));
    clock.acknowledged("b", seconds(4));
    assertThat(clock.holds(seconds(8.9), THREE)).isTrue();
    assertThat(clock.holds(seconds(9), THREE)).isFalse();
  }

  @Test
  void aLateAcknowledgementDoesNotTakeBackANewerOne() {
    clock.begin(seconds(0));
    clock.acknowledged("a", seconds(9));
    clock.acknowledged("a", seconds(3));
    assertThat(clock.holds(seconds(13), Set.of("a"))).isTrue();
  }

  @Test
  void whoIsNoControlNodeAnyMoreDoesNotCount() {
    clock.begin(seconds(0));
    clock.acknowledged("old-1", seconds(9));
    clock.acknowledged("old-2", seconds(9));
    assertThat(clock.holds(seconds(10), THREE)).isFalse();
  }

  @Test
  void aClockThatStartsBelowZeroCountsTheSame() {
    clock.begin(Long.MAX_VALUE - 5);
    clock.acknowledged("a", Long.MAX_VALUE - 5 + seconds(4));
    assertThat(clock.holds(Long.MAX_VALUE - 5 + seconds(8), Set.of("a"))).isTrue();
    assertThat(clock.holds(Long.MAX_VALUE - 5 + seconds(9), Set.of("a"))).isFalse();
  }

  private static long seconds(double seconds) {
    return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
  }
}
