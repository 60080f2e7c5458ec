package ffrtmp.persistence.audit;

import ffrtmp.persistence.journal.Store;
import ffrtmp.persistence.read.Events;
import ffrtmp.persistence.read.Mending;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Brings the read tables back to what the journal says, while servers run and lists are served: a
 * row that is right is left alone, any other is made anew, in short transactions that the
 * projection respects and that an interruption leaves whole. What changes gets a new change number,
 * so that whoever follows the changes hears of it.
 */
public final class Rebuild {
  /**
   * What a rebuild has come to.
   *
   * @param before what was wrong
   * @param mended rows that were written or deleted
   * @param left what no rebuild can mend, since the journal itself is damaged
   */
  public record Outcome(Report before, long mended, List<Finding> left) {
    public Outcome {
      left = List.copyOf(left);
    }
  }

  private static final int ROWS_AT_ONCE = 200;

  private final Verification verification;
  private final Mending mending;
  private final Set<String> waiting = new LinkedHashSet<>();
  private final List<Finding> left = new ArrayList<>();
  private boolean counts;
  private long mended;

  /**
   * @param nanos a clock for how long it takes
   */
  public Rebuild(Store store, Events events, LongSupplier nanos) {
    this.verification = new Verification(store, events, nanos);
    this.mending = new Mending(store.dataSource(), events);
  }

  /**
   * Mends what is wrong.
   *
   * @throws SQLException when the store fails; what was mended stays so
   */
  public Outcome run() throws SQLException, InterruptedException {
    var before = verification.run(this::found);
    mend();
    if (counts || mended > 0) mending.recount();
    return new Outcome(before, mended, left);
  }

  private void found(Finding finding) throws SQLException {
    if (!finding.mendable()) {
      if (left.size() < Verification.MOST_FINDINGS) left.add(finding);
    } else if (finding.kind() == Finding.Kind.WRONG_COUNT) {
      counts = true;
    } else {
      waiting.add(finding.entity());
      if (waiting.size() >= ROWS_AT_ONCE) mend();
    }
  }

  private void mend() throws SQLException {
    if (waiting.isEmpty()) return;
    // From here on each step keeps the counts as right as the rows.
    if (mended == 0) mending.recount();
    mended += mending.mend(waiting);
    waiting.clear();
  }
}
