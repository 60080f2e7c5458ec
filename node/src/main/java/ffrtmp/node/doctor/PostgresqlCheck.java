package ffrtmp.node.doctor;

import ffrtmp.persistence.journal.PostgresqlFacts;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL store: whether it is there, lets us in, and keeps what it was given. */
public final class PostgresqlCheck implements Check {
  private static final String NAME = "store";
  private static final Duration MOST_SKEW = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int OLDEST_TRIED = 15;

  private final String address;
  private final Source source;

  /** Asks the server. */
  @FunctionalInterface
  public interface Source {
    /**
     * @throws SQLException when it is not there, or lets nobody of that name in
     */
    PostgresqlFacts read() throws SQLException;
  }

  /**
   * @param address as it may be shown: without a password
   */
  public PostgresqlCheck(String address, Source source) {
    this.address = address;
    this.source = source;
  }

  /**
   * Of a server that is asked.
   *
   * @param dsn as {@code --db-dsn} has it, with its password
   */
  public static PostgresqlCheck of(String dsn, Clock clock) {
    String shown;
    try {
      shown = PostgresqlFacts.address(dsn);
    } catch (IllegalArgumentException noAddress) {
      // asking it finds that out, too, and tells why
      shown = "the store";
    }
    return new PostgresqlCheck(shown, () -> PostgresqlFacts.read(dsn, clock, PATIENCE));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> look() {
    try {
      return findings(source.read());
    } catch (SQLException e) {
      return List.of(refused(e));
    } catch (IllegalArgumentException e) {
      return List.of(
          Finding.fail(NAME, String.valueOf(e.getMessage()), "correct DATABASE_DSN, or --db-dsn"));
    }
  }

  private Finding refused(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String found = address + ": " + e.getMessage();
    if (state.startsWith("28")) {
      return Finding.fail(NAME, found, "correct user and password in DATABASE_DSN, or pg_hba.conf");
    }
    if (state.equals("3D000")) {
      return Finding.fail(NAME, found, "make the database (createdb), or name another");
    }
    if (state.startsWith("08")) {
      return Finding.fail(
          NAME, found, "start PostgreSQL, or correct host and port in DATABASE_DSN (--db-dsn)");
    }
    return Finding.fail(NAME, found, "see what PostgreSQL's log says of it");
  }

  private List<Finding> findings(PostgresqlFacts facts) {
    List<Finding> all = new ArrayList<>();
    all.add(
        facts.schema() || facts.mayCreate()
            ? Finding.ok(
                NAME,
                "%s: PostgreSQL %s, %s"
                    .formatted(
                        facts.address(),
                        facts.version(),
                        facts.schema() ? "with our tables" : "the tables are made at the start"))
            : Finding.fail(
                NAME,
                facts.address() + ": our tables are not there, and this user may make none",
                "GRANT CREATE ON SCHEMA public TO this user, or let its owner start once"));
    if (old(facts.version())) {
      all.add(
          Finding.warn(
              NAME + " version",
              "PostgreSQL " + facts.version() + " is older than any that was tried",
              "take PostgreSQL " + OLDEST_TRIED + " or newer"));
    }
    durability(facts, all);
    if (facts.ahead().abs().compareTo(MOST_SKEW) > 0) {
      all.add(
          Finding.warn(
              NAME + " clock",
              "its clock is %d ms %s ours"
                  .formatted(
                      facts.ahead().abs().toMillis(),
                      facts.ahead().isNegative() ? "behind" : "ahead of"),
              "let NTP keep both machines' clocks"));
    }
    if (facts.freeConnections() < PostgresqlFacts.CONNECTIONS_OF_A_NODE) {
      all.add(
          Finding.warn(
              NAME + " connections",
              "it takes %d more, and a server may want %d"
                  .formatted(facts.freeConnections(), PostgresqlFacts.CONNECTIONS_OF_A_NODE),
              "raise max_connections in postgresql.conf"));
    }
    return all;
  }

  private static void durability(PostgresqlFacts facts, List<Finding> all) {
    if (!facts.fsync()) {
      all.add(
          Finding.warn(
              NAME + " durability",
              "fsync is off: a power cut may destroy the whole database",
              "set fsync = on in postgresql.conf"));
    } else if (facts.synchronousCommit().equals("off")) {
      all.add(
          Finding.warn(
              NAME + " durability",
              "synchronous_commit is off: a power cut loses what was acknowledged last",
              "set synchronous_commit = on"));
    }
  }

  private static boolean old(String version) {
    String major = version.replaceFirst("[^0-9].*", "");
    return !major.isEmpty() && Integer.parseInt(major) < OLDEST_TRIED;
  }
}
