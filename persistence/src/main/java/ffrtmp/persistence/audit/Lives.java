package ffrtmp.persistence.audit;

import ffrtmp.persistence.job.JobState;
import ffrtmp.persistence.node.NodeState;
import ffrtmp.persistence.read.Events;
import ffrtmp.persistence.read.Family;
import ffrtmp.persistence.read.JournalTable;
import ffrtmp.persistence.read.Queries;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.node.NodeEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells the lives of jobs and nodes, event by event, folded by the entities' own code. */
public final class Lives {
  /** Hears lives, one after the other. */
  public interface Listener {
    /**
     * A life begins, or goes on in a further step.
     *
     * @param entity the name of its journal: {@code job|ID} or {@code node|ID}
     */
    void step(String entity, Step step) throws SQLException;

    /** The journal was removed; this is what stands for it. */
    void removed(String entity, Instant at) throws SQLException;
  }

  private static final String OF = "WHERE \"persistence_id\" = ? ORDER BY \"sequence_number\"";
  private static final String TOUCHED =
      """
      SELECT "persistence_id", MIN("ordering") FROM "event_journal"
      WHERE "write_timestamp" >= ?
        AND ("persistence_id" LIKE 'job|%' OR "persistence_id" LIKE 'node|%')
      GROUP BY "persistence_id" ORDER BY 2
      """;

  private final Events events;

  public Lives(Events events) {
    this.events = events;
  }

  /** The job that was accepted under {@code sequence}, where the tables still have it. */
  public static Optional<JobId> job(Connection connection, long sequence) throws SQLException {
    var sql = "SELECT id FROM jobs WHERE sequence_number = ?";
    var found = Queries.rows(connection, sql, List.of(sequence), row -> row.getString(1));
    return found.stream().findFirst().map(JobId::parse);
  }

  /**
   * Tells one life.
   *
   * @param persistenceId the name of its journal
   * @return whether there is such a journal
   * @throws IllegalStateException when an event cannot be read
   */
  public boolean tell(Connection connection, String persistenceId, Listener listener)
      throws SQLException {
    var teller = teller(persistenceId, listener);
    JournalTable.each(connection, OF, List.of(persistenceId), teller::row);
    return teller.before != null;
  }

  /**
   * Tells every life to which something happened since {@code since}, whole, in the order in which
   * that first happened.
   *
   * @param lister reads which they are, while {@code connection} reads their events
   * @return how many there are
   * @throws IllegalStateException when an event cannot be read
   */
  public long tellSince(Connection lister, Connection connection, Instant since, Listener listener)
      throws SQLException {
    var told = new long[1];
    Queries.each(
        lister,
        TOUCHED,
        List.of(since.toEpochMilli()),
        row -> {
          tell(connection, row.getString(1), listener);
          told[0]++;
        });
    return told[0];
  }

  private Teller<?, ?> teller(String persistenceId, Listener listener) {
    return Family.NODES.has(persistenceId)
        ? new Teller<>(Family.NODES, persistenceId, listener)
        : new Teller<>(Family.JOBS, persistenceId, listener);
  }

  private final class Teller<S, E> {
    private final Family<S, E> family;
    private final String entity;
    private final Listener listener;
    private ChainCheck chain;
    private S state;
    private @Nullable String shows;
    private @Nullable Instant before;

    Teller(Family<S, E> family, String entity, Listener listener) {
      this.family = family;
      this.entity = entity;
      this.listener = listener;
      this.chain = new ChainCheck(entity);
      this.state = family.absent();
    }

    void row(JournalTable.Row row) throws SQLException {
      if (row.removed()) {
        before = Instant.ofEpochMilli(row.written());
        state = family.absent();
        shows = null;
        chain = new ChainCheck(entity);
        listener.removed(entity, before);
        return;
      }
      if (row.hidden()) return;
      var verdict = chain.next(row);
      Step step;
      try {
        step = told(row, verdict);
        shows = step.to();
      } catch (RuntimeException e) {
        // whatever an event that was tampered with may throw: the life is told all the same
        step = unreadable(row, verdict);
      }
      before = step.at();
      listener.step(entity, step);
    }

    private Step told(JournalTable.Row row, ChainVerdict verdict) {
      var event = family.event().cast(events.read(row).event());
      state = family.step().apply(state, event);
      Instant at = at(event);
      var cause = cause(event);
      return new Step(
          row.number(),
          at,
          elapsed(at),
          EventNames.of(event),
          shows,
          String.valueOf(shown(state)),
          attempt(state, event),
          node(state, event),
          cause.who(),
          cause.request(),
          Reasons.of(event),
          verdict);
    }

    private Step unreadable(JournalTable.Row row, ChainVerdict verdict) {
      Instant at = Instant.ofEpochMilli(row.written());
      return new Step(
          row.number(),
          at,
          elapsed(at),
          family.prefix().replace('|', '-') + "unreadable",
          shows,
          String.valueOf(shows),
          null,
          null,
          "unknown",
          null,
          "this event cannot be read",
          verdict);
    }

    private long elapsed(Instant at) {
      return before == null ? 0 : Duration.between(before, at).toMillis();
    }
  }

  private static @Nullable String shown(Object state) {
    if (state instanceof JobState.Known job) return job.status().name().toLowerCase(Locale.ROOT);
    if (state instanceof NodeState.Removed) return "removed";
    if (!(state instanceof NodeState.Member node)) return null;
    if (!node.online()) return "offline";
    return node.draining() ? "draining" : "online";
  }

  private static Instant at(Object event) {
    return event instanceof JobEvent job ? job.at() : ((NodeEvent) event).at();
  }

  private static Cause cause(Object event) {
    return event instanceof JobEvent job ? job.cause() : ((NodeEvent) event).cause();
  }

  private static @Nullable Integer attempt(Object state, Object event) {
    if (event instanceof JobEvent.AttemptFailed e) return e.attempt();
    if (event instanceof JobEvent.Requeued e) return e.attempt();
    if (!(state instanceof JobState.Known job)) return null;
    var place = job.place();
    return place == null ? null : (Integer) place.attempt();
  }

  private static @Nullable String node(Object state, Object event) {
    if (event instanceof JobEvent.Resurfaced e) return e.node().toString();
    if (!(state instanceof JobState.Known job)) return null;
    var place = job.place();
    return place == null ? null : place.nodeName();
  }
}
