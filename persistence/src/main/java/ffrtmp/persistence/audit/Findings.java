package ffrtmp.persistence.audit;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Keeps the first findings, counts all, and passes each on; several threads may find. */
final class Findings implements FindingListener {
  private final int most;
  private final FindingListener listener;
  private final List<Finding> first = new ArrayList<>();
  private long all;

  Findings(int most, FindingListener listener) {
    this.most = most;
    this.listener = listener;
  }

  @Override
  public synchronized void accept(Finding finding) throws SQLException {
    all++;
    if (first.size() < most) first.add(finding);
    listener.accept(finding);
  }

  synchronized long all() {
    return all;
  }

  synchronized List<Finding> first() {
    return List.copyOf(first);
  }
}
