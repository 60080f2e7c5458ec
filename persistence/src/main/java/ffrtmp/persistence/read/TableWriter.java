package ffrtmp.persistence.read;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Writes what a batch changed: one row for each entity of a family, inserted or updated. */
final class TableWriter {
  private TableWriter() {}

  /**
   * @param changes gives the next change its number
   */
  static <S> void write(
      Connection connection,
      Family<S, ?> family,
      Map<String, Tracked<S>> changed,
      LongSupplier changes)
      throws SQLException {
    write(connection, insert(family), family, only(changed, false), changes);
    write(connection, update(family), family, only(changed, true), changes);
  }

  /** Deletes the rows of these entities; those that have none are passed over. */
  static void delete(Connection connection, Family<?, ?> family, Collection<String> ids)
      throws SQLException {
    if (ids.isEmpty()) return;
    var sql = "DELETE FROM " + family.table() + " WHERE id = ?";
    try (var statement = connection.prepareStatement(sql)) {
      for (var id : ids) {
        statement.setString(1, id);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static String insert(Family<?, ?> family) {
    var names = String.join(", ", family.columns());
    var marks = String.join(", ", Collections.nCopies(family.columns().size() + 2, "?"));
    return "INSERT INTO %s (%s, change_seq, id) VALUES (%s)"
        .formatted(family.table(), names, marks);
  }

  private static String update(Family<?, ?> family) {
    var sets = family.columns().stream().map(c -> c + " = ?").collect(Collectors.joining(", "));
    return "UPDATE %s SET %s, change_seq = ? WHERE id = ?".formatted(family.table(), sets);
  }

  private static <S> Map<String, Tracked<S>> only(Map<String, Tracked<S>> all, boolean stored) {
    var some = new LinkedHashMap<String, Tracked<S>>();
    all.forEach(
        (id, tracked) -> {
          if (tracked.stored() == stored) some.put(id, tracked);
        });
    return some;
  }

  private static <S> void write(
      Connection connection,
      String sql,
      Family<S, ?> family,
      Map<String, Tracked<S>> entities,
      LongSupplier changes)
      throws SQLException {
    if (entities.isEmpty()) return;
    try (var statement = connection.prepareStatement(sql)) {
      for (var entity : entities.entrySet()) {
        set(statement, family, entity.getKey(), entity.getValue(), changes.getAsLong());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static <S> void set(
      PreparedStatement statement, Family<S, ?> family, String id, Tracked<S> entity, long change)
      throws SQLException {
    var values = family.row().of(id, entity.state(), entity.number(), entity.head());
    for (int i = 0; i < values.size(); i++) statement.setObject(i + 1, values.get(i));
    statement.setLong(values.size() + 1, change);
    statement.setString(values.size() + 2, id);
  }
}
