package ffrtmp.node.audit;

import ffrtmp.node.wiring.AuditStore;
import ffrtmp.node.wiring.StartException;
import ffrtmp.persistence.audit.Export;
import ffrtmp.persistence.audit.ExportFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Hands the journal out as lines of JSON. */
public final class Exporting {
  private static final int BUFFER = 1 << 16;

  private final AuditStore store;
  private final @Nullable String job;
  private final @Nullable Instant since;

  /**
   * @param job its id or its number; absent: every job and node
   * @param since only what was written from then on; absent: everything
   */
  public Exporting(AuditStore store, @Nullable String job, @Nullable Instant since) {
    this.store = store;
    this.job = job;
    this.since = since;
  }

  /**
   * Into a file, which is there whole or not at all.
   *
   * @return how many events there were
   * @throws StartException when there is no such job, the store fails, or the file cannot be
   *     written
   */
  public long to(Path file) {
    try (ExportFile export = ExportFile.create(file)) {
      long lines = write(export.out());
      export.complete();
      return lines;
    } catch (IOException | UncheckedIOException e) {
      throw unwritable(file.toString(), e);
    }
  }

  /**
   * The same to a stream that stays open.
   *
   * @return how many events there were
   */
  public long to(OutputStream out) {
    try {
      OutputStream buffered = new BufferedOutputStream(out, BUFFER);
      long lines = write(buffered);
      buffered.flush();
      return lines;
    } catch (IOException | UncheckedIOException e) {
      throw unwritable("the output", e);
    }
  }

  private long write(OutputStream out) {
    Export export = new Export(out);
    try (Connection connection = Replaying.connection(store)) {
      if (job != null) {
        export.job(connection, Replaying.id(connection, job));
        if (export.lines() == 0) throw Replaying.unknown(job);
      } else if (since != null) {
        export.since(connection, since);
      } else {
        export.everything(connection);
      }
      return export.lines();
    } catch (SQLException e) {
      throw Replaying.failed(e);
    }
  }

  private static StartException unwritable(String what, Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String why = cause instanceof NoSuchFileException ? "no such folder" : cause.getMessage();
    return new StartException(what + " cannot be written: " + why);
  }
}
