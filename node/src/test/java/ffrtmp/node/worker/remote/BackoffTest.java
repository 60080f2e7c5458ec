package ffrtmp.node.worker.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private double random = 0.5;
  private final Backoff backoff =
      new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10), () -> random);

  @Test
  void itDoublesUpToItsBoundAndBeginsAnewAfterASuccess() {
    assertThat(backoff.failed()).isEqualTo(Duration.ofMillis(500));
    assertThat(backoff.failed()).isEqualTo(Duration.ofSeconds(1));
    for (int i = 0; i < 100; i++) backoff.failed();
    assertThat(backoff.failed()).isEqualTo(Duration.ofSeconds(10));
    backoff.succeeded();
    assertThat(backoff.failed()).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void itIsSpreadByAFifthToEachSide() {
    random = 0;
    assertThat(backoff.failed()).isEqualTo(Duration.ofMillis(400));
    backoff.succeeded();
    random = 0.999_999;
    assertThat(backoff.failed()).isBetween(Duration.ofMillis(599), Duration.ofMillis(600));
  }
}
