package ffrtmp.persistence.audit;

import ffrtmp.protocol.metric.Metric;
import java.time.Instant;
import java.util.Locale;
import kamon.Kamon;
import kamon.metric.Counter;

/** What {@link Keeping} does, in figures. */
final class KeepingMeters {
  private enum What {
    ROW,
    JOURNAL
  }

  private enum Why {
    STORE,
    UNREADABLE
  }

  private static final Counter ROWS = removed(What.ROW);
  private static final Counter JOURNALS = removed(What.JOURNAL);
  private static final Counter FAILED = failures(Why.STORE);
  private static final Counter UNREADABLE = failures(Why.UNREADABLE);
  private static final double THOUSAND = 1e3;

  private KeepingMeters() {}

  /** Shows what is counted from the start, at 0. */
  static void begin() {
    rows(0);
  }

  static void rows(long number) {
    ROWS.increment(number);
  }

  static void journals(long number) {
    JOURNALS.increment(number);
  }

  /** The store or the archive does not do what it should. */
  static void failed() {
    FAILED.increment();
  }

  /** A journal stays since nobody can read it. */
  static void unreadable() {
    UNREADABLE.increment();
  }

  /** Nothing is left that is too old; before the first time there is no such moment to show. */
  static void round(Instant now) {
    Kamon.gauge(Metric.RETENTION_LAST_ROUND.text())
        .withoutTags()
        .update(now.toEpochMilli() / THOUSAND);
  }

  private static Counter removed(What what) {
    return Kamon.counter(Metric.RETENTION_REMOVED.text()).withTag("kind", word(what));
  }

  private static Counter failures(Why why) {
    return Kamon.counter(Metric.RETENTION_FAILURES.text()).withTag("reason", word(why));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
