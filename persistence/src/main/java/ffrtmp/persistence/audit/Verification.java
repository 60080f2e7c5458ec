package ffrtmp.persistence.audit;

import ffrtmp.persistence.journal.Store;
import ffrtmp.persistence.read.Events;
import ffrtmp.persistence.read.Family;
import ffrtmp.persistence.read.JobCounts;
import ffrtmp.persistence.read.Position;
import ffrtmp.persistence.read.Queries;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Folds the whole journal of jobs and nodes, checks its chains, and compares it with the read
 * tables, all as of one moment; servers may go on writing.
 */
public final class Verification {
  /** Differences told at the most; the others are counted. */
  public static final int MOST_FINDINGS = 10_000;

  private static final int MOST_THREADS = 4;

  private final Store store;
  private final Events events;
  private final LongSupplier nanos;

  /**
   * @param nanos a clock for how long it takes
   */
  public Verification(Store store, Events events, LongSupplier nanos) {
    this.store = store;
    this.events = events;
    this.nanos = nanos;
  }

  /**
   * Looks at everything.
   *
   * @throws SQLException when the store fails, or has tables of another version
   */
  public Report run() throws SQLException, InterruptedException {
    return run(finding -> {});
  }

  /**
   * The same.
   *
   * @param listener hears each difference as it is found, from several threads, one at a time
   */
  Report run(FindingListener listener) throws SQLException, InterruptedException {
    long began = nanos.getAsLong();
    var counting = new Counting();
    var findings = new Findings(MOST_FINDINGS, listener);
    try (var moment = Moment.now(store)) {
      var horizon = Horizon.of(Position.read(moment.connection()));
      walk(moment, horizon, counting, findings);
      extraRows(moment.connection(), findings);
      counts(moment.connection(), counting, findings);
    }
    return new Report(
        counting.events(),
        counting.entities(),
        counting.removedJournals(),
        counting.unchainedEvents(),
        counting.rowsBehind(),
        findings.all(),
        findings.first(),
        Duration.ofNanos(nanos.getAsLong() - began));
  }

  private void walk(Moment moment, Horizon horizon, Counting counting, FindingListener findings)
      throws SQLException, InterruptedException {
    var parts = Walk.Part.all();
    int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    var executor =
        new ThreadPoolExecutor(
            threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(parts.size()));
    try {
      var walks =
          parts.stream()
              .<Future<?>>map(
                  part ->
                      executor.submit(
                          () -> {
                            walk(moment, part, horizon, counting, findings);
                            return part;
                          }))
              .toList();
      for (var walk : walks) walk.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException failure) throw failure;
      throw new IllegalStateException("the journal could not be gone through", e.getCause());
    } finally {
      executor.shutdownNow();
      executor.awaitTermination(1, TimeUnit.MINUTES);
    }
  }

  private void walk(
      Moment moment, Walk.Part part, Horizon horizon, Counting counting, FindingListener findings)
      throws SQLException {
    try (var journal = moment.another();
        var lookups = moment.another()) {
      new Walk(lookups, events, horizon, counting, findings).go(journal, part);
    }
  }

  private static void extraRows(Connection connection, FindingListener findings)
      throws SQLException {
    for (Family<?, ?> family : List.of(Family.JOBS, Family.NODES)) {
      var sql =
          """
          SELECT id FROM %s WHERE NOT EXISTS (SELECT 1 FROM "event_journal"
            WHERE "persistence_id" = CONCAT('%s', id))
          """
              .formatted(family.table(), family.prefix());
      Queries.each(
          connection,
          sql,
          List.of(),
          row -> {
            var entity = family.persistenceId(row.getString(1));
            findings.accept(Finding.row(Finding.Kind.EXTRA_ROW, entity, "nothing", null));
          });
    }
  }

  private static void counts(Connection connection, Counting counting, FindingListener findings)
      throws SQLException {
    Map<JobCounts.Kind, Long> expected = new HashMap<>(counting.jobs().changes());
    for (var stored : JobCounts.read(connection)) {
      var kind = new JobCounts.Kind(stored.status(), stored.queue(), stored.priority());
      Long number = expected.remove(kind);
      compare(kind, number == null ? 0 : number, stored.number(), findings);
    }
    for (var left : expected.entrySet()) compare(left.getKey(), left.getValue(), 0, findings);
  }

  private static void compare(
      JobCounts.Kind kind, long expected, long stored, FindingListener findings)
      throws SQLException {
    if (expected == stored) return;
    var column =
        "%s, %s, %s"
            .formatted(kind.status(), kind.queue(), kind.priority())
            .toLowerCase(Locale.ROOT);
    findings.accept(
        Finding.column(Finding.Kind.WRONG_COUNT, "job_counts", column, expected, stored));
  }
}
