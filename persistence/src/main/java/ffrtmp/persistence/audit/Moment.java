package ffrtmp.persistence.audit;

import ffrtmp.persistence.journal.Store;
import ffrtmp.persistence.read.Queries;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The store as it was at one moment, for as many connections as there is need of: servers write on
 * meanwhile, and none of it shows. An embedded store is the reader's alone, so nothing moves there.
 */
final class Moment implements AutoCloseable {
  private final DataSource source;
  private final Connection first;
  private final @Nullable String name;

  private Moment(DataSource source, Connection first, @Nullable String name) {
    this.source = source;
    this.first = first;
    this.name = name;
  }

  static Moment now(Store store) throws SQLException {
    var first = opened(store.dataSource());
    boolean shared = store.kind() == Store.Kind.POSTGRESQL;
    var name = shared ? exported(first) : null;
    return new Moment(store.dataSource(), first, name);
  }

  /** Its first connection, read only. */
  Connection connection() {
    return first;
  }

  /** One more; whoever asked closes it. */
  Connection another() throws SQLException {
    var connection = opened(source);
    if (name == null) return connection;
    try (var statement = connection.createStatement()) {
      statement.execute("SET TRANSACTION SNAPSHOT '" + name + "'");
    }
    return connection;
  }

  @Override
  public void close() throws SQLException {
    first.rollback();
    first.close();
  }

  private static Connection opened(DataSource source) throws SQLException {
    var connection = source.getConnection();
    connection.setAutoCommit(false);
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    return connection;
  }

  private static String exported(Connection connection) throws SQLException {
    var sql = "SELECT pg_export_snapshot()";
    var name = Queries.rows(connection, sql, List.of(), row -> row.getString(1)).get(0);
    return Objects.requireNonNull(name);
  }
}
