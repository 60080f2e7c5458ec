package ffrtmp.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SeldomTest {
  @Test
  void theFirstIsSaidAndTheNextOnlyWhenTheTimeIsOver() {
    AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    Seldom seldom = new Seldom(Duration.ofNanos(10), nanos::get);
    assertThat(seldom.now()).isTrue();
    nanos.addAndGet(9);
    assertThat(seldom.now()).isFalse();
    nanos.addAndGet(1);
    assertThat(seldom.now()).as("though the clock went over its end").isTrue();
    assertThat(seldom.now()).isFalse();
  }
}
