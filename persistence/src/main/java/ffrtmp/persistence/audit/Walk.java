package ffrtmp.persistence.audit;

import ffrtmp.persistence.read.Events;
import ffrtmp.persistence.read.Family;
import ffrtmp.persistence.read.JournalTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Goes through one part of the journal, entity by entity, and checks each against its row. A
 * portion of events and one entity's state are in memory at a time, however long a life is.
 */
final class Walk {
  /** Which journals: from one name to another, in the order that the database gives to names. */
  record Part(@Nullable String from, @Nullable String to) {
    /** The first digits of ids are even: these are about as large as each other. */
    static List<Part> all() {
      return List.of(
          new Part(null, "job|4"),
          new Part("job|4", "job|8"),
          new Part("job|8", "job|c"),
          new Part("job|c", null));
    }

    private String condition() {
      var conditions = new ArrayList<String>();
      if (from != null) conditions.add("\"persistence_id\" >= ?");
      if (to != null) conditions.add("\"persistence_id\" < ?");
      return "WHERE "
          + String.join(" AND ", conditions)
          + " ORDER BY \"persistence_id\", \"sequence_number\"";
    }

    private List<String> values() {
      var values = new ArrayList<String>();
      if (from != null) values.add(from);
      if (to != null) values.add(to);
      return values;
    }
  }

  private static final int PORTION = 1000;
  private static final List<Family<?, ?>> FAMILIES = List.of(Family.JOBS, Family.NODES);

  private final Connection lookups;
  private final Events events;
  private final Horizon horizon;
  private final Counting counting;
  private final FindingListener findings;
  private final List<JournalTable.Row> portion = new ArrayList<>(PORTION);
  private @Nullable EntityCheck<?, ?> open;

  /**
   * @param lookups reads rows of the tables while another connection reads the journal
   * @param findings hears what is wrong, entity by entity
   */
  Walk(
      Connection lookups,
      Events events,
      Horizon horizon,
      Counting counting,
      FindingListener findings) {
    this.lookups = lookups;
    this.events = events;
    this.horizon = horizon;
    this.counting = counting;
    this.findings = findings;
  }

  void go(Connection journal, Part part) throws SQLException {
    JournalTable.each(journal, part.condition(), part.values(), this::row);
    check();
    end();
  }

  private void row(JournalTable.Row row) throws SQLException {
    if (FAMILIES.stream().noneMatch(family -> family.has(row.persistenceId()))) return;
    portion.add(row);
    if (portion.size() >= PORTION) check();
  }

  private void check() throws SQLException {
    var jobs = rows(Family.JOBS);
    var nodes = rows(Family.NODES);
    for (var row : portion) {
      var check = open;
      if (check == null || !check.entity().equals(row.persistenceId())) {
        end();
        check =
            Family.JOBS.has(row.persistenceId())
                ? begun(Family.JOBS, row.persistenceId(), jobs)
                : begun(Family.NODES, row.persistenceId(), nodes);
        open = check;
      }
      check.event(events, row);
    }
    counting.events(portion.size());
    portion.clear();
  }

  private <S, E> EntityCheck<S, E> begun(
      Family<S, E> family, String entity, Map<String, StoredRow> rows) {
    counting.entity();
    var row = rows.get(family.id(entity));
    return new EntityCheck<>(family, entity, row, horizon, findings);
  }

  private void end() throws SQLException {
    if (open != null) open.end(counting);
    open = null;
  }

  private Map<String, StoredRow> rows(Family<?, ?> family) throws SQLException {
    var ids = new LinkedHashSet<String>();
    for (var row : portion) {
      if (family.has(row.persistenceId())) ids.add(family.id(row.persistenceId()));
    }
    return StoredRow.find(lookups, family, List.copyOf(ids));
  }
}
