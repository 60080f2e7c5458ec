package ffrtmp.node.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the journal is. */
final class StoreFlags {
  @Option(
      names = "--db",
      paramLabel = "FILE-OR-URL",
      description = "An H2 file, or a PostgreSQL URL (default: ${DEFAULT-VALUE}).")
  String db = "data/ffrtmp";

  @Option(names = "--db-type", paramLabel = "TYPE", description = "h2 or postgres.")
  @Nullable String type;

  @Option(
      names = "--db-dsn",
      paramLabel = "DSN",
      description =
          "postgres://user:pass@host/db, or jdbc:postgresql:…; better said as DATABASE_DSN.")
  @Nullable String dsn;

  /** The file or URL that the three flags name together. */
  String location() {
    if (type != null
        && !type.equals("h2")
        && !type.equals("postgres")
        && !type.equals("postgresql")) {
      throw new UsageException("--db-type is h2 or postgres, not '" + type + "'");
    }
    boolean postgres = type != null && type.startsWith("postgres");
    if (dsn != null && !dsn.isEmpty() && !"h2".equals(type)) return dsn;
    if (postgres && !db.contains("://"))
      throw new UsageException("--db-type postgres needs --db-dsn");
    return db;
  }
}
