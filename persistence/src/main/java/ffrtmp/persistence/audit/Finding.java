package ffrtmp.persistence.audit;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that the journal and the tables do not agree on, or that is wrong in the journal
 * itself.
 *
 * @param entity the name of its journal, {@code job|ID} or {@code node|ID}; of counts, their table
 * @param number of the event that is meant; absent: the row is
 * @param column of the row; for {@code state}, with the path inside
 * @param journal what the journal says
 * @param table what the table says
 * @param mendable whether the tables are at fault, and not the journal: a rebuild mends it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Finding(
    Kind kind,
    String entity,
    @Nullable Long number,
    @Nullable String column,
    @Nullable String journal,
    @Nullable String table,
    @JsonIgnore boolean mendable) {
  /** What is wrong. */
  public enum Kind {
    /** The event, or one before it, is not what it was when it was written. */
    BROKEN_LINK("the chain is broken here: this event was changed, or one before it went"),
    /** An event without a link follows one that has one. */
    MISSING_LINK("has no link, though the events before it have"),
    /** Numbers are left out. */
    MISSING_EVENTS("events are missing"),
    /** It says that the journal was removed, and the journal is there. */
    FALSE_TOMBSTONE("says that the journal was removed, which it was not"),
    /** No code of ours can read it. */
    UNREADABLE_EVENT("cannot be read"),
    /** The tables have seen more events than the journal has. */
    LOST_EVENTS("the journal ends too early"),
    /** The journal has the entity, and the table does not. */
    MISSING_ROW("has no row"),
    /** The table has the entity, and the journal does not. */
    EXTRA_ROW("has a row and no journal"),
    /** Events that the projection has passed are not in the row. */
    STALE_ROW("the row lacks events"),
    /** A column is not what the events make of it. */
    WRONG_COLUMN("differs"),
    /** A change has a number that was never given, or none. */
    WRONG_CHANGE("has a change number that was not given yet"),
    /** A count is not what the rows come to. */
    WRONG_COUNT("is counted wrongly");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    private boolean mendable() {
      return switch (this) {
        case BROKEN_LINK,
            MISSING_LINK,
            MISSING_EVENTS,
            LOST_EVENTS,
            FALSE_TOMBSTONE,
            UNREADABLE_EVENT ->
            false;
        case MISSING_ROW, EXTRA_ROW, STALE_ROW, WRONG_COLUMN, WRONG_CHANGE, WRONG_COUNT -> true;
      };
    }

    @JsonValue
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding event(Kind kind, String entity, long number, @Nullable String detail) {
    return new Finding(kind, entity, number, null, detail, null, kind.mendable());
  }

  static Finding row(Kind kind, String entity, @Nullable Object journal, @Nullable Object table) {
    return column(kind, entity, null, journal, table);
  }

  static Finding column(
      Kind kind,
      String entity,
      @Nullable String column,
      @Nullable Object journal,
      @Nullable Object table) {
    return new Finding(kind, entity, null, column, text(journal), text(table), kind.mendable());
  }

  /** The same of an entity whose journal is damaged: a row made of that would hide it. */
  Finding beyondMending() {
    return new Finding(kind, entity, number, column, journal, table, false);
  }

  /** In one line. */
  @Override
  public String toString() {
    var line = new StringBuilder(entity);
    if (number != null) line.append(" event ").append(number);
    if (column != null) line.append(" ").append(column);
    line.append(": ").append(kind.text);
    if (table != null) {
      line.append(" (journal: ").append(journal).append("; table: ").append(table).append(")");
    } else if (journal != null) {
      line.append(" (").append(journal).append(")");
    }
    return line.toString();
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
