package ffrtmp.node.process;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes a store by hand, past everything that would care; each time by a connection of its own.
 */
record Hand(Opening opening) {
  /** Opens a connection. */
  interface Opening {
    Connection open() throws SQLException;
  }

  /** A change that must touch something. */
  void change(String sql) throws SQLException {
    try (Connection connection = opening.open();
        var statement = connection.createStatement()) {
      if (statement.executeUpdate(sql) == 0) throw new AssertionError("nothing changed: " + sql);
    }
  }

  /** All rows, as text. */
  List<List<String>> rows(String sql) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (Connection connection = opening.open();
        var statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** The one value there is. */
  String text(String sql) throws SQLException {
    return rows(sql).get(0).get(0);
  }
}
