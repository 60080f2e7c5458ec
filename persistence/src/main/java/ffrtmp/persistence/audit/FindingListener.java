package ffrtmp.persistence.audit;

import java.sql.SQLException;

/** Hears of what is wrong. */
interface FindingListener {
  void accept(Finding finding) throws SQLException;
}
