package ffrtmp.persistence.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Creates the tables that are not there, from the SQL beside this class. */
final class Schema {
  /** Any number, the same for all nodes: one of them creates at a time. */
  private static final long LOCK = 4_660_201_117L;

  private Schema() {}

  static void create(DataSource source, boolean shared, String name) throws SQLException {
    try (var connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        if (shared) execute(connection, "SELECT pg_advisory_xact_lock(" + LOCK + ")");
        for (var sql : statements("journal-" + name + ".sql")) execute(connection, sql);
        for (var sql : statements("read-tables.sql")) execute(connection, sql);
        for (var sql : statements("log-tables.sql")) execute(connection, sql);
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> statements(String resource) {
    try (var in = Schema.class.getResourceAsStream(resource)) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      var sql = text.replaceAll("(?m)^\\s*--.*$", "");
      return Stream.of(sql.split(";", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
