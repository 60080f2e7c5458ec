package ffrtmp.persistence.read;

import ffrtmp.persistence.journal.Link;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Folds events of one kind of entity, with the entity's own code, onto the states that the tables
 * have. Repeats change nothing, and an event that is ahead fetches those before it, so that only
 * the events of one entity need an order.
 */
final class Fold<S, E> {
  /**
   * The states that need not be looked up.
   *
   * @param newborn after the first event, of entities that the tables cannot have yet
   * @param recent what the tables have
   */
  record Known<S>(Recent<S> newborn, Recent<Tracked<S>> recent) {}

  private static final int LOOKUP = 500;

  private final Family<S, E> family;
  private final Events events;
  private final Known<S> known;
  // Apart from the cache, which may drop at any moment what the batch still needs.
  private final Map<String, Tracked<S>> fetched = new HashMap<>();
  private final Map<String, Tracked<S>> batch = new LinkedHashMap<>();
  private final Set<String> gone = new LinkedHashSet<>();

  Fold(Family<S, E> family, Events events, Known<S> known) {
    this.family = family;
    this.events = events;
    this.known = known;
  }

  /** Begins a batch: the states that its rows need are fetched at once. */
  void begin(Connection connection, List<JournalTable.Row> rows) throws SQLException {
    batch.clear();
    gone.clear();
    fetched.clear();
    var missing = new LinkedHashSet<String>();
    for (var row : rows) {
      if (!family.has(row.persistenceId())) continue;
      var id = family.id(row.persistenceId());
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
    if (!family.has(pid)) return;
    if (row.removed()) {
      batch.remove(family.id(pid));
      gone.add(family.id(pid));
      return;
    }
    if (row.hidden()) return;
    var tracked = tracked(family.id(pid));
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

  /** Whose journals the batch saw removed; some may have begun another life since. */
  Set<String> gone() {
    return Collections.unmodifiableSet(gone);
  }

  /** The batch is committed. */
  void committed() {
    gone.forEach(known.recent()::remove);
    gone.forEach(known.newborn()::remove);
    gone.clear();
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
    gone.clear();
    known.recent().clear();
    known.newborn().clear();
  }

  private void step(JournalTable.Row row) {
    var id = family.id(row.persistenceId());
    var before = tracked(id);
    batch.put(
        id, before.next(after(before.state(), row, id), row.number(), Link.in(row.payload())));
  }

  private S after(S before, JournalTable.Row row, String id) {
    var newborn = row.number() == 1 ? known.newborn().find(id) : null;
    if (newborn != null) return newborn;
    return family.step().apply(before, family.event().cast(events.of(row)));
  }

  private Tracked<S> tracked(String id) {
    // what comes after a tombstone is another life
    var latest = batch.getOrDefault(id, gone.contains(id) ? null : fetched.get(id));
    return latest == null ? new Tracked<>(family.absent(), 0, null, false) : latest;
  }

  private void lookUp(Connection connection, List<String> ids) throws SQLException {
    var marks = String.join(", ", Collections.nCopies(ids.size(), "?"));
    var sql =
        "SELECT id, revision, state, chain_head FROM %s WHERE id IN (%s)"
            .formatted(family.table(), marks);
    Queries.Reader<Map.Entry<String, Tracked<S>>> reader =
        row -> {
          var state = family.parse().apply(row.getString(3));
          var head = row.getString(4);
          var link = head == null ? null : new Link(head);
          return Map.entry(row.getString(1), new Tracked<>(state, row.getLong(2), link, true));
        };
    for (var found : Queries.rows(connection, sql, ids, reader)) {
      fetched.put(found.getKey(), found.getValue());
    }
  }
}
