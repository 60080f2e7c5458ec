package ffrtmp.persistence.read;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Folds events of one kind of entity, with the entity's own code, onto the states that the tables
 * have. Repeats change nothing, and an event that is ahead fetches those before it, so that only
 * the events of one entity need an order.
 */
final class Fold<S, E> {
  /**
   * One kind of entity.
   *
   * @param prefix what its persistence ids begin with
   * @param absent the state before the first event
   */
  record Kind<S, E>(
      String table,
      String prefix,
      Class<E> event,
      S absent,
      BiFunction<S, E, S> step,
      Function<String, S> parse) {}

  /**
   * The states that need not be looked up.
   *
   * @param newborn after the first event, of entities that the tables cannot have yet
   * @param recent what the tables have
   */
  record Known<S>(Recent<S> newborn, Recent<Tracked<S>> recent) {}

  private static final int LOOKUP = 500;

  private final Kind<S, E> kind;
  private final Events events;
  private final Known<S> known;
  // Apart from the cache, which may drop at any moment what the batch still needs.
  private final Map<String, Tracked<S>> fetched = new HashMap<>();
  private final Map<String, Tracked<S>> batch = new LinkedHashMap<>();

  Fold(Kind<S, E> kind, Events events, Known<S> known) {
    this.kind = kind;
    this.events = events;
    this.known = known;
  }

  /** Begins a batch: the states that its rows need are fetched at once. */
  void begin(Connection connection, List<JournalTable.Row> rows) throws SQLException {
    batch.clear();
    fetched.clear();
    var missing = new LinkedHashSet<String>();
    for (var row : rows) {
      if (!row.persistenceId().startsWith(kind.prefix())) continue;
      var id = id(row);
      var recent = known.recent().find(id);
      if (recent != null) {
        fetched.put(id, recent);
      } else if (known.newborn().find(id) == null) {
        missing.add(id);
      }
    }
    var ids = List.copyOf(missing);
    for (int i = 0; i < ids.size(); i += LOOKUP) {
      lookUp(connection, ids.subList(i, Math.min(ids.size(), i + LOOKUP)));
    }
  }

  /** Folds the row in, if it is of this kind and new. */
  void apply(Connection connection, JournalTable.Row row) throws SQLException {
    var pid = row.persistenceId();
    if (!pid.startsWith(kind.prefix())) return;
    var tracked = tracked(id(row));
    if (row.number() <= tracked.number()) return;
    if (row.number() > tracked.number() + 1) {
      int most = (int) Math.min(Integer.MAX_VALUE, row.number() - tracked.number());
      var before = JournalTable.of(connection, pid, tracked.number() + 1, row.number() - 1, most);
      for (var earlier : before) step(earlier);
    }
    step(row);
  }

  /** The state in which the batch found the entity; absent: it is new. */
  @Nullable S before(String id) {
    var found = fetched.get(id);
    return found == null ? null : found.state();
  }

  /** What the batch changed, by id, in the order of the first change. */
  Map<String, Tracked<S>> changed() {
    return Collections.unmodifiableMap(batch);
  }

  /** The batch is committed. */
  void committed() {
    batch.forEach(
        (id, tracked) -> {
          known.recent().put(id, tracked.written());
          known.newborn().remove(id);
        });
    batch.clear();
  }

  /** Forgets everything, after a batch that failed. */
  void reset() {
    batch.clear();
    known.recent().clear();
    known.newborn().clear();
  }

  private void step(JournalTable.Row row) {
    var id = id(row);
    var before = tracked(id);
    batch.put(id, before.next(after(before.state(), row, id), row.number()));
  }

  private S after(S before, JournalTable.Row row, String id) {
    var newborn = row.number() == 1 ? known.newborn().find(id) : null;
    if (newborn != null) return newborn;
    return kind.step().apply(before, kind.event().cast(events.of(row)));
  }

  private Tracked<S> tracked(String id) {
    var latest = batch.getOrDefault(id, fetched.get(id));
    return latest == null ? new Tracked<>(kind.absent(), 0, false) : latest;
  }

  private String id(JournalTable.Row row) {
    return row.persistenceId().substring(kind.prefix().length());
  }

  private void lookUp(Connection connection, List<String> ids) throws SQLException {
    var marks = String.join(", ", Collections.nCopies(ids.size(), "?"));
    var sql = "SELECT id, revision, state FROM " + kind.table() + " WHERE id IN (" + marks + ")";
    Queries.Reader<Map.Entry<String, Tracked<S>>> reader =
        row ->
            Map.entry(
                row.getString(1),
                new Tracked<>(kind.parse().apply(row.getString(3)), row.getLong(2), true));
    for (var found : Queries.rows(connection, sql, ids, reader)) {
      fetched.put(found.getKey(), found.getValue());
    }
  }
}
