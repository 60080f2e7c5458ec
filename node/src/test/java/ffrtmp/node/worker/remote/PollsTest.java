package ffrtmp.node.worker.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollsTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Polls polls = new Polls(Duration.ofSeconds(3), () -> 0.5);

  @Test
  void oneIsOpenAtATimeAndNoneWithoutAFreeSlot() {
    assertThat(polls.due(0, 0)).isFalse();
    assertThat(polls.due(0, 2)).isTrue();
    polls.opened(0);
    assertThat(polls.due(60 * SECOND, 2)).isFalse();
  }

  @Test
  void oneThatBroughtAJobIsFollowedAtOnce() {
    polls.opened(0);
    polls.full();
    assertThat(polls.due(1, 1)).isTrue();
  }

  @Test
  void oneThatWasHeldOpenIsFollowedAtOnceAndOneThatWasNotByAPause() {
    polls.opened(0);
    polls.empty();
    assertThat(polls.due(30 * SECOND, 1)).isTrue();
    polls.opened(30 * SECOND);
    polls.empty();
    assertThat(polls.due(32 * SECOND, 1)).isFalse();
    assertThat(polls.due(33 * SECOND, 1)).isTrue();
  }

  @Test
  void failuresSpaceThemOutUpToABound() {
    long now = 0;
    for (int i = 0; i < 10; i++) {
      polls.opened(now);
      polls.failed(now, Duration.ZERO);
      now += 10 * SECOND;
    }
    assertThat(polls.due(now - 5 * SECOND, 1)).isFalse();
    assertThat(polls.due(now, 1)).isTrue();
    polls.hurry();
    assertThat(polls.due(now - 5 * SECOND, 1)).isTrue();
  }

  @Test
  void theMastersOwnWishForAPauseCounts() {
    polls.opened(0);
    polls.failed(0, Duration.ofSeconds(60));
    assertThat(polls.due(59 * SECOND, 1)).isFalse();
    assertThat(polls.due(60 * SECOND, 1)).isTrue();
  }
}
