package ffrtmp.persistence.journal;

import ffrtmp.protocol.metric.Metric;
import java.util.Locale;
import kamon.Kamon;
import kamon.metric.Counter;

/** Counts the events that this process has written to the journal, by the kind of their entity. */
public enum JournalMeter {
  JOB,
  NODE,
  LOG,
  SEQUENCER;

  @SuppressWarnings("ImmutableEnumChecker") // what it is, which is a counter, stays
  private final Counter counter =
      Kamon.counter(Metric.JOURNAL_EVENTS.text()).withTag("kind", name().toLowerCase(Locale.ROOT));

  /** Loading the class makes the instruments. */
  public static void open() {}

  /** One more is persisted. */
  public void persisted() {
    counter.increment();
  }
}
