package ffrtmp.persistence;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import ffrtmp.persistence.journal.Store;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** Fresh databases for tests: H2 files, and databases of one real PostgreSQL for all tests. */
public final class Databases {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private Databases() {}

  /** PostgreSQL starts when it is first needed and ends with the JVM. */
  private static final class Postgres {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public static Store fresh(Store.Kind kind) {
    return kind == Store.Kind.H2 ? h2(folder().resolve("db")) : postgresql();
  }

  public static Store h2(Path file) {
    return ready(Store.h2(file));
  }

  public static Store postgresql() {
    var name = "test" + NUMBER.incrementAndGet();
    var source = Postgres.SERVER.getPostgresDatabase();
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    int port = Postgres.SERVER.getPort();
    return ready(Store.postgresql("postgres://postgres:postgres@localhost:" + port + "/" + name));
  }

  /** The configuration of an actor system on {@code store}. */
  public static Config config(Store store) {
    return ConfigFactory.parseString("akka.jvm-exit-on-fatal-error = off")
        .withFallback(store.config())
        .withFallback(ConfigFactory.load());
  }

  public static Path folder() {
    try {
      return Files.createTempDirectory("ffrtmp-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Store ready(Store store) {
    try {
      store.createSchema();
      return store;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
