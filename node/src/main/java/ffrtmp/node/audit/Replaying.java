package ffrtmp.node.audit;

import ffrtmp.node.wiring.AuditStore;
import ffrtmp.node.wiring.StartException;
import ffrtmp.persistence.audit.Lives;
import ffrtmp.persistence.journal.JournalIds;
import ffrtmp.protocol.job.JobId;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Prints lives out of a store. */
public final class Replaying {
  private final AuditStore store;
  private final PrintWriter out;
  private final Form form;

  public Replaying(AuditStore store, PrintWriter out, Form form) {
    this.store = store;
    this.out = out;
    this.form = form;
  }

  /**
   * The life of one job.
   *
   * @param job its id, or the number under which it was accepted
   * @return whether its chain is whole
   * @throws StartException when there is no such job, or the store fails
   */
  public boolean job(String job) {
    try (Connection connection = connection(store)) {
      String journal = JournalIds.of(id(connection, job)).id();
      Timeline timeline = timeline();
      if (!new Lives(store.events()).tell(connection, journal, timeline)) throw unknown(job);
      return timeline.end();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /**
   * Each life to which something happened since then.
   *
   * @return whether every chain is whole
   * @throws StartException when the store fails
   */
  public boolean since(Instant since) {
    try (Connection lister = connection(store);
        Connection connection = connection(store)) {
      Timeline timeline = timeline();
      long lives = new Lives(store.events()).tellSince(lister, connection, since, timeline);
      boolean whole = timeline.end();
      if (lives == 0 && form == Form.TABLE) out.println("nothing happened since " + since);
      out.flush();
      return whole;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** The store does not answer, or not as it should. */
  static StartException failed(SQLException e) {
    return new StartException("the store cannot be read: " + e.getMessage());
  }

  /** Reads only, and in portions. */
  static Connection connection(AuditStore store) throws SQLException {
    Connection connection = store.store().dataSource().getConnection();
    connection.setAutoCommit(false);
    connection.setReadOnly(true);
    return connection;
  }

  private Timeline timeline() {
    return form == Form.JSON ? new JsonTimeline(out) : new LineTimeline(out);
  }

  static JobId id(Connection connection, String job) throws SQLException {
    try {
      if (!job.chars().allMatch(Character::isDigit)) return JobId.parse(job);
      return Lives.job(connection, Long.parseLong(job)).orElseThrow(() -> unknown(job));
    } catch (IllegalArgumentException e) {
      throw new StartException("--job " + job + " is no job's id and no number");
    }
  }

  static StartException unknown(String job) {
    return new StartException("there is no job " + job + " in the journal");
  }
}
