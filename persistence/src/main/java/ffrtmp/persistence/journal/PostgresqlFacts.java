package ffrtmp.persistence.journal;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Properties;

/**
 * What a PostgreSQL server says of itself; nothing in it is changed to find out.
 *
 * @param address without credentials
 * @param version as it calls itself, {@code 15.7}
 * @param fsync whether it waits for the disk at all
 * @param synchronousCommit its word for when a commit is answered: {@code on}, {@code off}, …
 * @param schema whether our tables are there
 * @param mayCreate whether they could be made by this user
 * @param freeConnections how many more connections it takes now
 * @param ahead how far its clock is ahead of ours; behind: negative
 */
public record PostgresqlFacts(
    String address,
    String version,
    boolean fsync,
    String synchronousCommit,
    boolean schema,
    boolean mayCreate,
    int freeConnections,
    Duration ahead) {
  /** How many connections one control node holds at the most. */
  public static final int CONNECTIONS_OF_A_NODE = Store.CONNECTIONS + Store.READ_CONNECTIONS;

  private static final String QUESTION =
      """
      SELECT current_setting('server_version') AS version,
             current_setting('fsync') AS fsync,
             current_setting('synchronous_commit') AS synchronous_commit,
             to_regclass('event_journal') IS NOT NULL AND to_regclass('jobs') IS NOT NULL AS schema,
             coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS may_create,
             current_setting('max_connections')::int
               - current_setting('superuser_reserved_connections')::int
               - (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend')
               AS free_connections
      """;

  /**
   * How an address may be shown: without credentials.
   *
   * @throws IllegalArgumentException when it is none; the message has no password
   */
  public static String address(String dsn) {
    return Address.postgresql(dsn).toString();
  }

  /**
   * Asks it.
   *
   * @param dsn as {@link Store#postgresql} takes it
   * @param clock ours
   * @param patience for the connection, and for each answer
   * @throws IllegalArgumentException when the address is none; the message has no password
   * @throws SQLException when it cannot be reached, or lets nobody of that name in
   */
  public static PostgresqlFacts read(String dsn, Clock clock, Duration patience)
      throws SQLException {
    Address address = Address.postgresql(dsn);
    String seconds = Long.toString(Math.max(1, patience.toSeconds()));
    Properties properties = new Properties();
    if (address.user() != null) properties.setProperty("user", address.user());
    if (address.password() != null) properties.setProperty("password", address.password());
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("loginTimeout", seconds);
    properties.setProperty("socketTimeout", seconds);
    properties.setProperty("ApplicationName", "ffrtmp doctor");
    try (Connection connection = DriverManager.getConnection(address.url(), properties);
        Statement statement = connection.createStatement()) {
      return read(address.toString(), statement, clock);
    }
  }

  private static PostgresqlFacts read(String address, Statement statement, Clock clock)
      throws SQLException {
    Duration ahead = ahead(statement, clock);
    try (ResultSet row = statement.executeQuery(QUESTION)) {
      if (!row.next()) throw new SQLException("a question for one row had none for an answer");
      return new PostgresqlFacts(
          address,
          row.getString("version"),
          row.getString("fsync").equals("on"),
          row.getString("synchronous_commit"),
          row.getBoolean("schema"),
          row.getBoolean("may_create"),
          row.getInt("free_connections"),
          ahead);
    }
  }

  /** Held against the middle of the time that the question took. */
  private static Duration ahead(Statement statement, Clock clock) throws SQLException {
    Instant before = clock.instant();
    try (ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
      Instant after = clock.instant();
      if (!row.next()) throw new SQLException("a database without a clock");
      Instant middle = before.plus(Duration.between(before, after).dividedBy(2));
      return Duration.between(middle, row.getObject(1, OffsetDateTime.class).toInstant());
    }
  }
}
