package ffrtmp.node.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.node.wiring.FreezeWatch.Verdict;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FreezeGuardTest {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  // Near the end of its range, since a monotonic clock may begin anywhere and wrap.
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final AtomicBoolean others = new AtomicBoolean(true);
  private final AtomicInteger halts = new AtomicInteger();
  private final FreezeWatch watch = new FreezeWatch(LIMIT, nanos.get());

  @Test
  void ticksInTimeAreNothing() {
    for (int i = 0; i < 100; i++) assertThat(after(999)).isEqualTo(Verdict.GO_ON);
  }

  @Test
  void aTickThatIsLateByTheLimitEndsANodeThatOthersCouldHaveReplaced() {
    assertThat(after(999)).isEqualTo(Verdict.GO_ON);
    assertThat(after(1000)).isEqualTo(Verdict.HALT);
    assertThat(watch.gap()).isEqualTo(LIMIT);
  }

  @Test
  void aNodeThatIsTheOnlyControlNodeIsWarnedAndGoesOn() {
    others.set(false);
    assertThat(after(5000)).isEqualTo(Verdict.WARN);
    assertThat(after(100)).isEqualTo(Verdict.GO_ON);
  }

  @Test
  void theGuardHaltsOnceItSeesTheGap() {
    var guard = guard();
    guard.look();
    assertThat(halts).hasValue(0);
    others.set(false);
    pass(3000);
    guard.look();
    assertThat(halts).as("alone").hasValue(0);
    others.set(true);
    pass(3000);
    guard.look();
    assertThat(halts).hasValue(1);
  }

  @Test
  @Timeout(10)
  void theGuardEndsWithItsSystem() throws InterruptedException {
    var ended = new AtomicBoolean();
    var looked = new AtomicInteger();
    var guard =
        new FreezeGuard(
            LIMIT,
            nanos::get,
            () -> {
              if (looked.incrementAndGet() == 3) ended.set(true);
              return true;
            },
            ended::get,
            halts::incrementAndGet);
    Thread thread = new Thread(guard);
    thread.start();
    thread.join();
    assertThat(looked).hasValue(3);
    assertThat(halts).hasValue(0);
  }

  private FreezeGuard guard() {
    return new FreezeGuard(LIMIT, nanos::get, others::get, () -> false, halts::incrementAndGet);
  }

  private Verdict after(long millis) {
    pass(millis);
    return watch.tick(nanos.get(), others.get());
  }

  private void pass(long millis) {
    nanos.addAndGet(Duration.ofMillis(millis).toNanos());
  }
}
