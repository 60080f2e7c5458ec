package ffrtmp.persistence.audit;

import ffrtmp.persistence.read.Family;
import ffrtmp.persistence.read.Queries;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of a read table as text.
 *
 * @param values of the family's columns, in their order
 */
record StoredRow(long revision, long change, List<@Nullable String> values) {
  private static final int AT_ONCE = 500;

  /** Those of these entities that have a row, by id. */
  static Map<String, StoredRow> find(Connection connection, Family<?, ?> family, List<String> ids)
      throws SQLException {
    var found = new HashMap<String, StoredRow>();
    for (int i = 0; i < ids.size(); i += AT_ONCE) {
      var some = ids.subList(i, Math.min(ids.size(), i + AT_ONCE));
      var sql =
          "SELECT id, revision, change_seq, %s FROM %s WHERE id IN (%s)"
              .formatted(
                  String.join(", ", family.columns()),
                  family.table(),
                  String.join(", ", Collections.nCopies(some.size(), "?")));
      int columns = family.columns().size();
      Queries.each(connection, sql, some, row -> found.put(row.getString(1), of(row, columns)));
    }
    return found;
  }

  /** Of this column; a column that is empty is told as such. */
  String value(Family<?, ?> family, String column) {
    return String.valueOf(values.get(family.columns().indexOf(column)));
  }

  private static StoredRow of(ResultSet row, int columns) throws SQLException {
    var values = new ArrayList<@Nullable String>(columns);
    for (int i = 4; i < 4 + columns; i++) values.add(text(row, i));
    return new StoredRow(row.getLong(2), row.getLong(3), values);
  }

  private static @Nullable String text(ResultSet row, int column) throws SQLException {
    int type = row.getMetaData().getColumnType(column);
    // Databases write truth in different letters.
    boolean truth = type == Types.BOOLEAN || type == Types.BIT;
    return truth ? String.valueOf(row.getBoolean(column)) : row.getString(column);
  }
}
