package ffrtmp.persistence.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The database of one installation: journal, snapshots and read tables, in one H2 file or one
 * PostgreSQL database. It is opened before the actor system, whose configuration it completes, and
 * closed after it.
 */
public final class Store implements AutoCloseable {
  /** The databases that are supported. */
  public enum Kind {
    H2("h2", "slick.jdbc.H2Profile$", "org.h2.Driver"),
    POSTGRESQL("postgresql", "slick.jdbc.PostgresProfile$", "org.postgresql.Driver");

    private final String schema;
    private final String profile;
    private final String driver;

    Kind(String schema, String profile, String driver) {
      this.schema = schema;
      this.profile = profile;
      this.driver = driver;
    }
  }

  /** H2's own number for "the database has been closed". */
  private static final int H2_CLOSED = 90_098;

  static final int CONNECTIONS = 8;
  // For every reader and writer of the read tables one, so that none waits for another's.
  static final int READ_CONNECTIONS = 16;
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);

  private final Kind kind;
  private final Address address;
  private final HikariDataSource pool;

  private Store(Kind kind, Address address) {
    this.kind = kind;
    this.address = address;
    this.pool = new HikariDataSource(pool(kind, address));
  }

  /**
   * The embedded database in {@code file}, made where it is not there. It survives the kill of the
   * process, and not a power cut.
   */
  public static Store h2(Path file) {
    return new Store(Kind.H2, Address.h2(file));
  }

  /**
   * A PostgreSQL database.
   *
   * @param dsn {@code jdbc:postgresql://HOST[:PORT]/DB[?user=…&password=…]} or {@code
   *     postgres://USER:PASSWORD@HOST[:PORT]/DB}
   * @throws IllegalArgumentException when it is neither
   */
  public static Store postgresql(String dsn) {
    return new Store(Kind.POSTGRESQL, Address.postgresql(dsn));
  }

  public Kind kind() {
    return kind;
  }

  /** For the read tables; journal and snapshots have a pool of their own. */
  public DataSource dataSource() {
    return pool;
  }

  /**
   * Creates what is not there: safe to repeat, and for several nodes at once.
   *
   * @throws SQLException when the database cannot be reached or does not allow it
   */
  public void createSchema() throws SQLException {
    Schema.create(pool, kind == Kind.POSTGRESQL, kind.schema);
  }

  /** What the actor system's configuration must have on top; it holds the password. */
  public Config config() {
    var values = new HashMap<String, Object>();
    values.put("akka.persistence.journal.plugin", "jdbc-journal");
    values.put("akka.persistence.snapshot-store.plugin", "jdbc-snapshot-store");
    for (var plugin : new String[] {"jdbc-journal", "jdbc-snapshot-store", "jdbc-read-journal"}) {
      values.put(plugin + ".use-shared-db", "slick");
      values.put(plugin + ".circuit-breaker.call-timeout", "5s");
      values.put(plugin + ".circuit-breaker.reset-timeout", "2s");
    }
    // H2 commits one transaction at a time: while it does, what waits becomes the next, larger
    // batch.
    if (kind == Kind.H2) values.put("jdbc-journal.parallelism", 1);
    values.put("akka-persistence-jdbc.shared-databases.slick.profile", kind.profile);
    database()
        .forEach((k, v) -> values.put("akka-persistence-jdbc.shared-databases.slick.db." + k, v));
    return ConfigFactory.parseMap(values, "the store");
  }

  /**
   * Whether an embedded database has closed itself after an error, as it does for good; it has not
   * when it cannot be asked for any other reason. Blocks for as long as a connection takes.
   */
  public boolean hasClosedItself() {
    if (kind != Kind.H2) return false;
    try (var connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("SELECT 1");
      return false;
    } catch (SQLException e) {
      for (Throwable t = e; t != null; t = t.getCause()) {
        if (t instanceof SQLException s && s.getErrorCode() == H2_CLOSED) return true;
      }
      return false;
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  /** The address, without credentials. */
  @Override
  public String toString() {
    return address.toString();
  }

  private Map<String, Object> database() {
    var db = new HashMap<String, Object>();
    db.put("connectionPool", "HikariCP");
    db.put("driver", kind.driver);
    db.put("url", address.url());
    if (address.user() != null) db.put("user", address.user());
    if (address.password() != null) db.put("password", address.password());
    db.put("connectionTimeout", CONNECT_WITHIN.toMillis());
    db.put("validationTimeout", CONNECT_WITHIN.toMillis() / 2);
    db.put("numThreads", CONNECTIONS);
    db.put("maxConnections", CONNECTIONS);
    db.put("minConnections", 1);
    return db;
  }

  private static HikariConfig pool(Kind kind, Address address) {
    var config = new HikariConfig();
    config.setPoolName("read");
    config.setDriverClassName(kind.driver);
    config.setJdbcUrl(address.url());
    config.setUsername(address.user());
    config.setPassword(address.password());
    config.setConnectionTimeout(CONNECT_WITHIN.toMillis());
    config.setValidationTimeout(CONNECT_WITHIN.toMillis() / 2);
    config.setMaximumPoolSize(READ_CONNECTIONS);
    config.setMinimumIdle(1);
    // Many rows become one statement with many values.
    if (kind == Kind.POSTGRESQL) config.addDataSourceProperty("reWriteBatchedInserts", "true");
    // Whether the database is there is for createSchema to find out, with an error of its own.
    config.setInitializationFailTimeout(-1);
    return config;
  }
}
