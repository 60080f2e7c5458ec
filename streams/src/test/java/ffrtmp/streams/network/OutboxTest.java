package ffrtmp.streams.network;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.protocol.port.NetworkMinute;
import ffrtmp.protocol.port.NetworkMinute.Spread;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OutboxTest {
  private static final Instant T0 = Instant.parse("2026-01-01T12:00:00Z");
  private static final long LATER = TimeUnit.SECONDS.toNanos(5);

  private final FakeHistory history = new FakeHistory();
  private final Outbox outbox = new Outbox(history, Duration.ofSeconds(20));

  private static NetworkMinute minute(int number) {
    Spread spread = new Spread(1, 2, 3);
    return new NetworkMinute("edge1", "eth0", T0.plusSeconds(60L * number), 60, spread, spread);
  }

  @Test
  void minutesAreStoredOldestFirst() {
    IntStream.range(0, 5).mapToObj(OutboxTest::minute).forEach(outbox::add);
    outbox.tick(0);
    assertThat(history.minutes)
        .containsExactly(minute(0), minute(1), minute(2), minute(3), minute(4));
    assertThat(outbox.waiting()).isZero();
  }

  @Test
  void whatTheStoreDoesNotTakeIsOfferedAgainAfterAPause() {
    history.answer = () -> CompletableFuture.failedFuture(new IllegalStateException("store away"));
    outbox.add(minute(0));
    outbox.add(minute(1));
    outbox.tick(0);
    outbox.tick(LATER - 1);
    assertThat(history.offered).hasValue(1);
    outbox.tick(LATER);
    assertThat(history.offered).hasValue(2);
    assertThat(outbox.failures()).isEqualTo(2);
    history.answer = () -> CompletableFuture.completedFuture(null);
    outbox.tick(2 * LATER);
    assertThat(history.minutes).containsExactly(minute(0), minute(1));
    assertThat(outbox.lost()).isZero();
    outbox.add(minute(2));
    outbox.tick(2 * LATER + 1);
    assertThat(history.minutes).hasSize(3);
  }

  @Test
  void aStoreThatThrowsIsOneThatDoesNotTakeIt() {
    history.answer =
        () -> {
          throw new IllegalStateException("store away");
        };
    outbox.add(minute(0));
    outbox.tick(0);
    assertThat(outbox.failures()).isEqualTo(1);
    assertThat(outbox.waiting()).isEqualTo(1);
  }

  @Test
  void onlyOneMinuteIsUnderWayAtATime() {
    CompletableFuture<Void> first = new CompletableFuture<>();
    history.answer = () -> first;
    outbox.add(minute(0));
    outbox.add(minute(1));
    outbox.tick(0);
    outbox.tick(LATER);
    assertThat(history.offered).hasValue(1);
    first.complete(null);
    assertThat(history.minutes).containsExactly(minute(0), minute(1));
  }

  @Test
  void aStoreThatIsAwayForMoreThanAnHourLosesTheOldest() {
    history.answer = () -> CompletableFuture.failedFuture(new IllegalStateException("store away"));
    for (int i = 0; i < 100; i++) {
      outbox.add(minute(i));
      outbox.tick(i * LATER);
    }
    assertThat(outbox.waiting()).isEqualTo(Outbox.MOST);
    assertThat(outbox.lost()).isEqualTo(40);
    history.answer = () -> CompletableFuture.completedFuture(null);
    outbox.tick(100 * LATER);
    assertThat(history.minutes).hasSize(60).startsWith(minute(40)).endsWith(minute(99));
  }

  @Test
  void aStoreThatNeverAnswersIsGivenUpInTime() {
    Outbox hasty = new Outbox(history, Duration.ofMillis(50));
    history.answer = CompletableFuture::new;
    hasty.add(minute(0));
    hasty.tick(0);
    while (hasty.failures() == 0) Thread.onSpinWait();
    history.answer = () -> CompletableFuture.completedFuture(null);
    while (history.minutes.isEmpty()) hasty.tick(LATER);
    assertThat(history.minutes).containsExactly(minute(0));
  }

  @Test
  void atTheEndAllIsSentWhateverThePause() {
    history.answer = () -> CompletableFuture.failedFuture(new IllegalStateException("store away"));
    outbox.add(minute(0));
    outbox.tick(0);
    history.answer = () -> CompletableFuture.completedFuture(null);
    outbox.add(minute(1));
    assertThat(outbox.flush(1)).isCompleted();
    assertThat(history.minutes).containsExactly(minute(0), minute(1));
  }
}
