package ffrtmp.persistence.read;

import akka.actor.typed.ActorSystem;
import ffrtmp.persistence.job.JobState;
import ffrtmp.persistence.journal.JournalIds;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.port.Audit;
import ffrtmp.protocol.port.HistoryEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A job's history straight from its journal, folded with the entity's own code. */
public final class Replay implements Audit, AutoCloseable {
  /** Events shown at the most, the first ones. */
  public static final int MOST = 10_000;

  private final Queries queries;
  private final Events events;

  private Replay(Queries queries, Events events) {
    this.queries = queries;
    this.events = events;
  }

  public static Replay create(ActorSystem<?> system, DataSource source, ReadSettings settings) {
    return new Replay(new Queries(source, settings), new Events(system));
  }

  @Override
  public CompletionStage<List<HistoryEntry>> history(JobId id) {
    var pid = JournalIds.of(id).id();
    return queries.run(c -> folded(JournalTable.of(c, pid, 1, Long.MAX_VALUE, MOST)));
  }

  /** What the job showed after each of its events, oldest first; empty: no such job. */
  public CompletionStage<List<JobView>> views(JobId id) {
    var pid = JournalIds.of(id).id();
    return queries.run(c -> views(id, JournalTable.of(c, pid, 1, Long.MAX_VALUE, MOST)));
  }

  private List<JobView> views(JobId id, List<JournalTable.Row> rows) {
    var views = new ArrayList<JobView>();
    JobState state = new JobState.Absent();
    for (var row : rows) {
      state = state.on((JobEvent) events.of(row));
      if (state instanceof JobState.Known job) views.add(job.view(id));
    }
    return views;
  }

  /** The end of the log of the job's last ended attempt; empty: none has ended with one. */
  public CompletionStage<Optional<String>> log(JobId id) {
    var pid = JournalIds.of(id).id();
    return queries.run(c -> lastLog(JournalTable.of(c, pid, 1, Long.MAX_VALUE, MOST)));
  }

  private Optional<String> lastLog(List<JournalTable.Row> rows) {
    for (int i = rows.size() - 1; i >= 0; i--) {
      var log = log((JobEvent) events.of(rows.get(i)));
      if (log != null) return Optional.of(log);
    }
    return Optional.empty();
  }

  private static @Nullable String log(JobEvent event) {
    if (event instanceof JobEvent.Finished e) return e.log();
    if (event instanceof JobEvent.AttemptFailed e) return e.log();
    return event instanceof JobEvent.Failed e ? e.log() : null;
  }

  /** Lets no further query in. */
  @Override
  public void close() {
    queries.close();
  }

  private List<HistoryEntry> folded(List<JournalTable.Row> rows) {
    var history = new ArrayList<HistoryEntry>();
    JobState state = new JobState.Absent();
    for (var row : rows) {
      var event = (JobEvent) events.of(row);
      state = state.on(event);
      if (state instanceof JobState.Known job) {
        history.add(new HistoryEntry(row.number(), event, job.status()));
      }
    }
    return history;
  }
}
