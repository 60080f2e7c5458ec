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
  private ChainCheck chain;
  private S state;
  private @Nullable S stateOfRow;
  private @Nullable Link headOfRow;
  private long number;
  private long followed;
  private long unchained;
  private boolean removed;
  private boolean onceRemoved;
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
    if (event.hidden()) return;
    if (event.removed()) {
      buried(event);
      return;
    }
    expect(event.number());
    number = event.number();
    removed = false;
    if (event.ordering() <= horizon.offset()) followed = number;
    link(event);
    fold(events, event);
    if (row != null && number == row.revision()) {
      stateOfRow = state;
      headOfRow = chain.head();
    }
  }

  /** The journal was removed up to here; another life of the same name may follow. */
  private void buried(JournalTable.Row tombstone) throws SQLException {
    if (number > 0) {
      damage(Finding.event(Finding.Kind.FALSE_TOMBSTONE, entity, tombstone.number(), null));
    }
    number = tombstone.number();
    if (tombstone.ordering() <= horizon.offset()) followed = number;
    removed = true;
    onceRemoved = true;
    state = family.absent();
    chain = new ChainCheck(entity);
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
    } catch (RuntimeException e) {
      // whatever an event that was tampered with may throw: here that is what is looked for
      unreadable = true;
      damage(Finding.event(Finding.Kind.UNREADABLE_EVENT, entity, number, null));
    }
  }

  /** There are no more events: the row is looked at. */
  void end(Counting counting) throws SQLException {
    counting.unchained(unchained);
    if (onceRemoved) counting.removed();
    if (removed) {
      if (row != null && damaged) counting.row(family, row);
      else if (row != null && followed > 0) extra();
      return;
    }
    if (row == null) {
      if (followed > 0 && !horizon.mayBeCleanedOut(state)) {
        row(Finding.row(Finding.Kind.MISSING_ROW, entity, null, null));
        counting.row(state);
      } else if (followed == 0) {
        counting.behind();
      }
      return;
    }
    compare(row, counting);
  }

  private void extra() throws SQLException {
    row(Finding.row(Finding.Kind.EXTRA_ROW, entity, "removed", null));
  }

  /** What is wrong with the row; of a damaged journal, no row is to be made. */
  private void row(Finding finding) throws SQLException {
    findings.accept(damaged ? finding.beyondMending() : finding);
  }

  private void compare(StoredRow stored, Counting counting) throws SQLException {
    boolean ahead = stored.revision() > number;
    boolean whole = ahead && headIs(stored.value(family, "chain_head"));
    if (whole) {
      row(Finding.column(Finding.Kind.WRONG_COLUMN, entity, "revision", number, stored.revision()));
      stateOfRow = state;
      headOfRow = chain.head();
    } else if (ahead) {
      damage(
          Finding.column(Finding.Kind.LOST_EVENTS, entity, "revision", number, stored.revision()));
    }
    if (stored.change() < 1 || stored.change() > horizon.change()) {
      var most = "at most " + horizon.change();
      row(Finding.column(Finding.Kind.WRONG_CHANGE, entity, "change_seq", most, stored.change()));
    }
    if (stored.revision() < number) {
      if (stored.revision() < followed) {
        row(
            Finding.column(
                Finding.Kind.STALE_ROW, entity, "revision", followed, stored.revision()));
      } else {
        counting.behind();
      }
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

  /** Whether the row has seen the journal's last event, whatever number it gives to that. */
  private boolean headIs(String told) {
    Link head = chain.head();
    return head != null && head.hex().equals(told);
  }

  private void columns(StoredRow stored, S expected) throws SQLException {
    List<@Nullable Object> values;
    try {
      values = family.row().of(family.id(entity), expected, stored.revision(), headOfRow);
    } catch (RuntimeException e) {
      // events that were tampered with may come to what no row can show
      if (!damaged) damage(Finding.event(Finding.Kind.UNREADABLE_EVENT, entity, number, null));
      return;
    }
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
    row(
        Finding.column(
            Finding.Kind.WRONG_COLUMN,
            entity,
            column,
            journal == null ? "nothing" : journal,
            table == null ? "nothing" : table));
  }
}
