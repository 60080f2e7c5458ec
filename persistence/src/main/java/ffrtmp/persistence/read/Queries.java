package ffrtmp.persistence.read;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Blocking queries on a bounded executor of their own. */
public final class Queries implements AutoCloseable {
  private static final int FETCH = 1000;

  /** One row to one value. */
  public interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Looks at one row. */
  public interface Visitor {
    void row(ResultSet row) throws SQLException;
  }

  /** Some work on one connection. */
  public interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private final DataSource source;
  private final ThreadPoolExecutor executor;

  Queries(DataSource source, ReadSettings settings) {
    this(source, "read", settings.queryThreads(), settings.queryQueue());
  }

  /**
   * @param name of the threads
   * @param threads queries at work at a time
   * @param queue queries that may wait; past that they are refused
   */
  public Queries(DataSource source, String name, int threads, int queue) {
    this.source = source;
    var number = new AtomicInteger();
    this.executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            task -> {
              var thread = new Thread(task, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Fails with the SQL error, or at once where too many queries wait already. */
  public <T> CompletionStage<T> run(Work<T> work) {
    return submit(work, false);
  }

  /** As {@link #run}, and what the work wrote is committed. */
  public <T> CompletionStage<T> write(Work<T> work) {
    return submit(work, true);
  }

  private <T> CompletionStage<T> submit(Work<T> work, boolean commit) {
    try {
      return CompletableFuture.supplyAsync(() -> inTransaction(work, commit), executor);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  /** Every row of the answer. */
  public static <T> List<T> rows(
      Connection connection, String sql, List<? extends Object> values, Reader<T> reader)
      throws SQLException {
    var rows = new ArrayList<T>();
    each(connection, sql, values, row -> rows.add(reader.read(row)));
    return rows;
  }

  /** Shows every row of the answer, of which only a portion is in memory at a time. */
  public static void each(
      Connection connection, String sql, List<? extends Object> values, Visitor visitor)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(FETCH);
      set(statement, values);
      try (var result = statement.executeQuery()) {
        while (result.next()) visitor.row(result);
      }
    }
  }

  /** The number of rows that the statement changed. */
  public static int update(Connection connection, String sql, List<? extends Object> values)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      set(statement, values);
      return statement.executeUpdate();
    }
  }

  private static void set(PreparedStatement statement, List<? extends Object> values)
      throws SQLException {
    for (int i = 0; i < values.size(); i++) statement.setObject(i + 1, values.get(i));
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  private <T> T inTransaction(Work<T> work, boolean commit) {
    try (var connection = source.getConnection()) {
      // PostgreSQL fetches in portions only inside a transaction.
      connection.setAutoCommit(false);
      try {
        var result = work.on(connection);
        if (commit) connection.commit();
        return result;
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }
}
