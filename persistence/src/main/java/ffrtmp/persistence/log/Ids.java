package ffrtmp.persistence.log;

import ffrtmp.persistence.read.Queries;
import ffrtmp.protocol.stream.SourceName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes the ids of sessions and downloads apart, the inverse of {@link SourceName#id}. */
final class Ids {
  private static final int NUMBER_BITS = 32;
  private static final long NUMBER = (1L << NUMBER_BITS) - 1;

  private final Map<Long, SourceName> names;

  private Ids(Map<Long, SourceName> names) {
    this.names = names;
  }

  /** With the sources that have anything in the tables. */
  static Ids load(Connection connection) throws SQLException {
    var names = new HashMap<Long, SourceName>();
    Queries.Reader<SourceName> reader = row -> new SourceName(row.getString(1));
    for (var name : Queries.rows(connection, "SELECT name FROM log_source", List.of(), reader)) {
      names.put(name.space(), name);
    }
    return new Ids(names);
  }

  /** The source whose id this is; every row's source has a row of its own. */
  SourceName source(long id) {
    var name = names.get(id >>> NUMBER_BITS);
    if (name == null) throw new IllegalStateException("No log source has the id space of " + id);
    return name;
  }

  /** The number within the source. */
  static long number(long id) {
    return id & NUMBER;
  }
}
