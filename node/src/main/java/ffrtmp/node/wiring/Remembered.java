package ffrtmp.node.wiring;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is asked for again only once it is too old, however many want it: so that those
 * who scrape cannot make work for the store.
 */
final class Remembered<T> {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Supplier<CompletionStage<T>> ask;
  private final Duration keep;
  private final LongSupplier nanos;
  private @Nullable T answer;
  private long askedAt;

  /**
   * @param nanos a monotonic clock
   */
  Remembered(Supplier<CompletionStage<T>> ask, Duration keep, LongSupplier nanos) {
    this.ask = ask;
    this.keep = keep;
    this.nanos = nanos;
  }

  /**
   * Blocks where it has to ask.
   *
   * @throws IllegalStateException when no answer came in time
   */
  synchronized T get() {
    T known = answer;
    long now = nanos.getAsLong();
    if (known != null && now - askedAt < keep.toNanos()) return known;
    answer = null;
    askedAt = now;
    T fresh = asked();
    answer = fresh;
    return fresh;
  }

  private T asked() {
    try {
      return ask.get().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the store gives no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the store was asked", e);
    }
  }
}
