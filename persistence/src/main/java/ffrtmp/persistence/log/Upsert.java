package ffrtmp.persistence.log;

import ffrtmp.persistence.journal.Store;
import java.lang.reflect.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes many rows of one table, inserted or replaced by their key, in few statements: one array
 * for each column on PostgreSQL, a batch on H2.
 */
final class Upsert<R> {
  /** What a column holds, with PostgreSQL's name for it. */
  enum Type {
    LONG("int8", Long.class),
    INTEGER("int4", Integer.class),
    REAL("float8", Double.class),
    FLAG("bool", Boolean.class),
    TEXT("text", String.class);

    private final String sql;
    private final Class<?> element;

    Type(String sql, Class<?> element) {
      this.sql = sql;
      this.element = element;
    }

    /** An array of the very type, which the driver sends in binary form. */
    private @Nullable Object[] array(int length) {
      return (@Nullable Object[]) Array.newInstance(element, length);
    }
  }

  /** One column and where its value comes from. */
  record Column<R>(String name, Type type, Function<R, @Nullable Object> value) {}

  private static final int ROWS = 5_000;

  private final List<Column<R>> columns;
  private final String h2;
  private final String postgresql;

  /**
   * @param keys how many of the columns, the first ones, are the key
   */
  Upsert(String table, int keys, List<Column<R>> columns) {
    this.columns = List.copyOf(columns);
    var names = names(columns);
    var key = names(columns.subList(0, keys));
    var marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
    this.h2 = "MERGE INTO " + table + " (" + names + ") KEY (" + key + ") VALUES (" + marks + ")";
    var arrays = String.join(", ", columns.stream().map(c -> "?::" + c.type.sql + "[]").toList());
    var changes =
        String.join(
            ", ",
            columns.subList(keys, columns.size()).stream()
                .map(c -> c.name + " = EXCLUDED." + c.name)
                .toList());
    this.postgresql =
        "INSERT INTO "
            + table
            + " ("
            + names
            + ") SELECT * FROM unnest("
            + arrays
            + ") ON CONFLICT ("
            + key
            + ") DO UPDATE SET "
            + changes;
  }

  /**
   * @param rows no two with one key
   */
  void write(Connection connection, Store.Kind kind, Collection<R> rows) throws SQLException {
    if (rows.isEmpty()) return;
    var list = new ArrayList<>(rows);
    for (int from = 0; from < list.size(); from += ROWS) {
      var some = list.subList(from, Math.min(list.size(), from + ROWS));
      if (kind == Store.Kind.POSTGRESQL) {
        writeArrays(connection, some);
      } else {
        writeBatch(connection, some);
      }
    }
  }

  private void writeArrays(Connection connection, List<R> rows) throws SQLException {
    try (var statement = connection.prepareStatement(postgresql)) {
      for (int i = 0; i < columns.size(); i++) {
        var column = columns.get(i);
        var values = column.type.array(rows.size());
        for (int r = 0; r < values.length; r++) values[r] = column.value.apply(rows.get(r));
        statement.setArray(i + 1, connection.createArrayOf(column.type.sql, values));
      }
      statement.executeUpdate();
    }
  }

  private void writeBatch(Connection connection, List<R> rows) throws SQLException {
    try (var statement = connection.prepareStatement(h2)) {
      for (var row : rows) {
        for (int i = 0; i < columns.size(); i++) {
          statement.setObject(i + 1, columns.get(i).value.apply(row));
        }
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static <R> String names(List<Column<R>> columns) {
    return String.join(", ", columns.stream().map(Column::name).toList());
  }
}
