package ffrtmp.streams.network;

import ffrtmp.protocol.port.NetworkHistory;
import ffrtmp.protocol.port.NetworkMinute;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Minutes on their way into the store, one at a time, the oldest first. What the store does not
 * take is kept and offered again after a pause; beyond an hour's worth the oldest is lost. A store
 * that fails is told of once, and once again when it is back.
 */
final class Outbox {
  static final int MOST = 60;

  private static final Logger log = LoggerFactory.getLogger(Outbox.class);
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(5);

  private final NetworkHistory history;
  private final Duration patience;
  private final Deque<NetworkMinute> waiting = new ArrayDeque<>();
  private CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);
  private boolean failing;
  private long failedAt;
  private long failures;
  private long lost;

  /**
   * @param patience for the store to take one minute
   */
  Outbox(NetworkHistory history, Duration patience) {
    this.history = history;
    this.patience = patience;
  }

  synchronized void add(NetworkMinute minute) {
    waiting.addLast(minute);
    if (waiting.size() <= MOST) return;
    waiting.removeFirst();
    lost++;
  }

  /**
   * Sends what waits, unless something is under way, or failed a moment ago.
   *
   * @param nanos of a clock that never goes back
   */
  synchronized void tick(long nanos) {
    boolean resting = failing && nanos - failedAt < PAUSE;
    if (waiting.isEmpty() || resting || !underWay.isDone()) return;
    underWay = sendAll(nanos);
  }

  /** Sends what waits once more; complete when all was taken, or something was not. */
  synchronized CompletableFuture<Void> flush(long nanos) {
    underWay = underWay.thenCompose(done -> sendAll(nanos));
    return underWay;
  }

  /** How often the store did not take a minute. */
  synchronized long failures() {
    return failures;
  }

  /** How many minutes the store never got, since there were too many. */
  synchronized long lost() {
    return lost;
  }

  synchronized int waiting() {
    return waiting.size();
  }

  private CompletableFuture<Void> sendAll(long nanos) {
    NetworkMinute next = first();
    if (next == null) return CompletableFuture.completedFuture(null);
    return record(next)
        .handle((done, failure) -> failure == null ? onTaken(next) : onFailed(failure, nanos))
        .thenCompose(taken -> taken ? sendAll(nanos) : CompletableFuture.completedFuture(null));
  }

  private synchronized @Nullable NetworkMinute first() {
    return waiting.peekFirst();
  }

  private CompletableFuture<Void> record(NetworkMinute minute) {
    try {
      // a copy, so that the time limit completes ours and not the port's own
      return history
          .record(minute)
          .toCompletableFuture()
          .copy()
          .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private synchronized boolean onTaken(NetworkMinute minute) {
    waiting.removeFirstOccurrence(minute);
    if (failing) log.info("network minutes are stored again; {} were lost so far", lost);
    failing = false;
    return true;
  }

  private synchronized boolean onFailed(Throwable failure, long nanos) {
    if (!failing) log.warn("network minutes are not stored for now, up to {} wait", MOST, failure);
    failures++;
    failing = true;
    failedAt = nanos;
    return false;
  }
}
