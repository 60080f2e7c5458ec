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
    if (link == null) return head == null ? ChainVerdict.UNCHAINED : ChainVerdict.MISSING;
    Link expected = before.nextOfStored(row.serializer(), row.manifest(), row.payload());
    boolean whole = unknown || expected.equals(link);
    before = link;
    head = link;
    unknown = false;
    return whole ? ChainVerdict.WHOLE : ChainVerdict.BROKEN;
  }

  /** The last link that was seen; absent: none was. */
  @Nullable Link head() {
    return head;
  }
}
