package ffrtmp.node.wiring;

import ffrtmp.persistence.journal.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the store that the operator named, and says in a line what is in the way. */
final class Database {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final int TRIES = 15;
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  private Database() {}

  /**
   * @param location an H2 file, or a PostgreSQL URL
   * @throws StartException when the store cannot be opened
   */
  static Store open(String location) {
    Store store = address(location);
    for (int left = TRIES; ; left--) {
      try {
        store.createSchema();
        LOG.info("store {} is open", store);
        return store;
      } catch (SQLException e) {
        if (left == 1 || locked(e) || !mayComeYet(store, e)) {
          store.close();
          throw new StartException(explain(store, e));
        }
        LOG.warn("store {} is not there yet, trying again: {}", store, deepest(e).getMessage());
        LockSupport.parkNanos(BETWEEN.toNanos());
      }
    }
  }

  /**
   * Opens a store that is there, and creates nothing.
   *
   * @throws StartException when it is not there, cannot be reached, or is held by a server
   */
  static Store existing(String location) {
    if (!StoreLocation.isUrl(location)) {
      Path file = Path.of(StoreLocation.file(location) + ".mv.db").toAbsolutePath();
      if (!Files.isReadable(file)) {
        throw new StartException("--db: there is no store at " + file);
      }
    }
    Store store = address(location);
    try (Connection connection = store.dataSource().getConnection()) {
      connection.isValid(0);
      return store;
    } catch (SQLException e) {
      store.close();
      String held =
          "the store "
              + StoreLocation.file(location)
              + " is held by a running server, and an embedded store has room for one process; stop"
              + " the server first, or ask it for a single job: ffrtmp jobs history ID";
      throw new StartException(locked(e) ? held : explain(store, e));
    }
  }

  private static Store address(String location) {
    try {
      if (StoreLocation.isUrl(location)) return Store.postgresql(location);
      Path file = StoreLocation.file(location);
      if (file.getParent() != null) Files.createDirectories(file.getParent());
      return Store.h2(file);
    } catch (IllegalArgumentException e) {
      throw new StartException("--db: " + e.getMessage());
    } catch (IOException e) {
      throw new StartException(
          "--db: no folder can be made for " + location + ": " + e.getMessage());
    }
  }

  /** A server may be started yet; a file that its last process left in the middle is repaired. */
  private static boolean mayComeYet(Store store, SQLException e) {
    return store.kind() != Store.Kind.H2 || deepest(e) instanceof SQLTransientConnectionException;
  }

  private static boolean locked(SQLException e) {
    return String.valueOf(deepest(e).getMessage()).contains("locked");
  }

  private static String explain(Store store, SQLException e) {
    if (locked(e))
      return "the store "
          + store
          + " is in use by another process; stop it, or choose another --db";
    return "the store " + store + " cannot be opened: " + deepest(e).getMessage();
  }

  /** The pool only says that it waited in vain; why is below. */
  private static Throwable deepest(Throwable e) {
    Throwable at = e;
    for (int depth = 0; at.getCause() != null && depth < 20; depth++) at = at.getCause();
    return at;
  }
}
