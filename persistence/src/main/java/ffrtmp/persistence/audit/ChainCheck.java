package ffrtmp.persistence.audit;

import ffrtmp.persistence.journal.Link;
import ffrtmp.persistence.read.JournalTable;
import org.jspecify.annotations.Nullable;

/**
 * Follows the chain of one entity. After a break it goes on from what is stored, so that each break
 * is told once and where it is.
 */
final class ChainCheck {
  private Link before;
  // What the link of an event without one would be, had it been taken out.
  private @Nullable Link bridge;
  private @Nullable Link head;
  private boolean unknown;

  ChainCheck(String persistenceId) {
    this.before = Link.first(persistenceId);
  }

  /** Events are missing: what the next link follows from is not known. */
  void skipped() {
    unknown = true;
  }

  ChainVerdict next(JournalTable.Row row) {
    Link link = Link.in(row.payload());
    if (link == null) return without(row);
    boolean whole = unknown || follows(before, link, row) || follows(bridge, link, row);
    before = link;
    head = link;
    bridge = null;
    unknown = false;
    return whole ? ChainVerdict.WHOLE : ChainVerdict.BROKEN;
  }

  private ChainVerdict without(JournalTable.Row row) {
    if (head == null) return ChainVerdict.UNCHAINED;
    Link last = bridge == null ? before : bridge;
    bridge = last.next(row.serializer(), row.manifest(), row.payload());
    return ChainVerdict.MISSING;
  }

  private static boolean follows(@Nullable Link before, Link link, JournalTable.Row row) {
    if (before == null) return false;
    return before.nextOfStored(row.serializer(), row.manifest(), row.payload()).equals(link);
  }

  /** The last link that was seen; absent: none was. */
  @Nullable Link head() {
    return head;
  }
}
