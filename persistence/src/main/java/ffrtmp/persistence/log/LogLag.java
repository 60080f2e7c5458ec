package ffrtmp.persistence.log;

import ffrtmp.persistence.journal.Store;
import ffrtmp.persistence.read.Queries;
import ffrtmp.protocol.stream.SourceName;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How far the tables are behind what log sources have stored, for whoever must not run ahead of
 * them: the journal would grow by all of the difference.
 */
public final class LogLag implements AutoCloseable {
  /** The tables did not come near in time; nothing is wrong with what was stored. */
  public static final class TablesBehind extends RuntimeException {
    private static final long serialVersionUID = 1;

    TablesBehind(SourceName source, long events, Duration patience) {
      super(
          "The tables of log source %s are still %d events behind after %d s"
              .formatted(source, events, patience.toSeconds()));
    }
  }

  /** Events that a reader may be ahead of the tables, if nothing else is said. */
  public static final int AT_MOST_BEHIND = 16;

  private static final long WAIT_FIRST_MILLIS = 10;
  private static final long WAIT_MOST_MILLIS = 100;

  private final Queries queries;
  private final Duration patience;
  private final LongSupplier nanos;

  private LogLag(Queries queries, Duration patience, LongSupplier nanos) {
    this.queries = queries;
    this.patience = patience;
    this.nanos = nanos;
  }

  /**
   * @param nanos a monotonic clock
   */
  public static LogLag create(Store store, LogSettings settings, LongSupplier nanos) {
    var queries = new Queries(store.dataSource(), "log-lag", 1, settings.queryQueue());
    return new LogLag(queries, settings.behindPatience(), nanos);
  }

  /** How many events of the source are stored and not yet in the tables. */
  public CompletionStage<Long> behind(SourceName source) {
    return queries.run(
        c -> {
          long top = LogJournal.top(c, source);
          var row = SourceRow.inSpaceOf(c, source).filter(r -> r.name().equals(source));
          return top - row.map(SourceRow::applied).orElse(0L);
        });
  }

  /**
   * Completes once the tables are at most this many events behind; fails with {@link TablesBehind}
   * when they are not after the patience, or as the database fails.
   */
  public CompletionStage<Void> awaitApplied(SourceName source, int atMostBehind) {
    long deadline = nanos.getAsLong() + patience.toNanos();
    return await(source, atMostBehind, deadline, WAIT_FIRST_MILLIS);
  }

  /** Lets no further query in. */
  @Override
  public void close() {
    queries.close();
  }

  private CompletionStage<Void> await(SourceName source, int most, long deadline, long wait) {
    return behind(source)
        .thenCompose(
            behind -> {
              if (behind <= most) return CompletableFuture.completedFuture(null);
              if (nanos.getAsLong() - deadline >= 0) {
                return CompletableFuture.failedFuture(new TablesBehind(source, behind, patience));
              }
              return later(wait)
                  .thenCompose(
                      done -> await(source, most, deadline, Math.min(wait * 2, WAIT_MOST_MILLIS)));
            });
  }

  private static CompletionStage<Void> later(long millis) {
    var executor = CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
    return CompletableFuture.runAsync(() -> {}, executor);
  }
}
