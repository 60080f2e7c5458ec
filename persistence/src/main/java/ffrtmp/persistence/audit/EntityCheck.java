package ffrtmp.persistence.audit;

import ffrtmp.persistence.journal.Link;
import ffrtmp.persistence.read.Events;
import ffrtmp.persistence.read.Family;
import ffrtmp.persistence.read.JournalTable;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Folds the events of one entity, one by one, and at last compares its row with the state as of the
 * row's last event. What the projection had not reached when the audit began is not expected of the
 * row.
 */
final class EntityCheck<S, E> {
  private final Family<S, E> family;
  private final String entity;
  private final @Nullable StoredRow row;
  private final Horizon horizon;
  private final FindingListener findings;
  private final ChainCheck chain;
  private S state;
  private @Nullable S stateOfRow;
  private @Nullable Link headOfRow;
  private long number;
  private long followed;
  private long unchained;
  private boolean removed;
  private boolean unreadable;
  private boolean damaged;

  /**
   * @param row absent: the table has none
   */
  EntityCheck(
      Family<S, E> family,
      String entity,
      @Nullable StoredRow row,
      Horizon horizon,
      FindingListener findings) {
    this.family = family;
    this.entity = entity;
    this.row = row;
    this.horizon = horizon;
    this.findings = findings;
    this.chain = new ChainCheck(entity);
    this.state = family.absent();
  }

  String entity() {
    return entity;
  }

  void event(Events events, JournalTable.Row event) throws SQLException {
    if (event.removed()) {
      removed = true;
      if (event.ordering() <= horizon.offset()) followed = event.number();
      return;
    }
    expect(event.number());
    number = event.number();
    if (event.ordering() <= horizon.offset()) followed = number;
    link(event);
    fold(events, event);
    if (row != null && number == row.revision()) {
      stateOfRow = state;
      headOfRow = chain.head();
    }
  }

  private void expect(long next) throws SQLException {
    if (next == number + 1) return;
    var missing = next == number + 2 ? "" + (number + 1) : (number + 1) + " to " + (next - 1);
    damage(Finding.event(Finding.Kind.MISSING_EVENTS, entity, next, missing));
    chain.skipped();
  }

  private void link(JournalTable.Row event) throws SQLException {
    switch (chain.next(event)) {
      case BROKEN -> broken(Finding.Kind.BROKEN_LINK);
      case MISSING -> broken(Finding.Kind.MISSING_LINK);
      case UNCHAINED -> unchained++;
      case WHOLE -> {}
    }
  }

  private void broken(Finding.Kind kind) throws SQLException {
    damage(Finding.event(kind, entity, number, null));
  }

  private void damage(Finding finding) throws SQLException {
    damaged = true;
    findings.accept(finding);
  }

  private void fold(Events events, JournalTable.Row stored) throws SQLException {
    try {
      state = family.step().apply(state, family.event().cast(events.read(stored).event()));
    } catch (IllegalStateException | ClassCastException e) {
      unreadable = true;
      damage(Finding.event(Finding.Kind.UNREADABLE_EVENT, entity, number, null));
    }
  }

  /** There are no more events: the row is looked at. */
  void end(Counting counting) throws SQLException {
    counting.unchained(unchained);
    if (removed) {
      counting.removed();
      if (row != null && followed > 0) extra();
      return;
    }
    if (row == null) {
      if (followed > 0 && !horizon.mayBeCleanedOut(state)) {
        findings.accept(Finding.row(Finding.Kind.MISSING_ROW, entity, null, null));
        counting.row(state);
      } else if (followed == 0) {
        counting.behind();
      }
      return;
    }
    compare(row, counting);
  }

  private void extra() throws SQLException {
    findings.accept(Finding.row(Finding.Kind.EXTRA_ROW, entity, "removed", null));
  }

  private void compare(StoredRow stored, Counting counting) throws SQLException {
    if (stored.change() < 1 || stored.change() > horizon.change()) {
      var most = "at most " + horizon.change();
      findings.accept(
          Finding.column(Finding.Kind.WRONG_CHANGE, entity, "change_seq", most, stored.change()));
    }
    if (stored.revision() < number) {
      if (stored.revision() < followed) {
        findings.accept(
            Finding.column(
                Finding.Kind.STALE_ROW, entity, "revision", followed, stored.revision()));
      } else {
        counting.behind();
      }
    }
    if (stored.revision() > number) {
      findings.accept(
          Finding.column(Finding.Kind.LOST_EVENTS, entity, "revision", number, stored.revision()));
    }
    S expected = stateOfRow;
    if (damaged || expected == null) {
      // What the journal would count is not known, so the row counts as it is.
      counting.row(family, stored);
    } else {
      counting.row(expected);
    }
    if (!unreadable && expected != null) columns(stored, expected);
  }

  private void columns(StoredRow stored, S expected) throws SQLException {
    List<@Nullable Object> values =
        family.row().of(family.id(entity), expected, stored.revision(), headOfRow);
    for (int i = 0; i < values.size(); i++) {
      var column = family.columns().get(i);
      var journal = values.get(i) == null ? null : String.valueOf(values.get(i));
      var table = stored.values().get(i);
      if (Objects.equals(journal, table)) continue;
      if (column.equals("state") && journal != null) {
        StateDifferences.tell(
            journal, table, (path, ours, theirs) -> differs(column + path, ours, theirs));
      } else {
        differs(column, journal, table);
      }
    }
  }

  private void differs(String column, @Nullable String journal, @Nullable String table)
      throws SQLException {
    findings.accept(
        Finding.column(
            Finding.Kind.WRONG_COLUMN,
            entity,
            column,
            journal == null ? "nothing" : journal,
            table == null ? "nothing" : table));
  }
}
