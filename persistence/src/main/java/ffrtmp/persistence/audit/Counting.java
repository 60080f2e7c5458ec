package ffrtmp.persistence.audit;

import ffrtmp.persistence.job.JobState;
import ffrtmp.persistence.read.Family;
import ffrtmp.persistence.read.JobCounts;
import java.util.concurrent.atomic.LongAdder;

/** What an audit comes across; several threads may count. */
final class Counting {
  private final LongAdder events = new LongAdder();
  private final LongAdder entities = new LongAdder();
  private final LongAdder removed = new LongAdder();
  private final LongAdder unchained = new LongAdder();
  private final LongAdder behind = new LongAdder();
  private final JobCounts jobs = new JobCounts();

  void events(long more) {
    events.add(more);
  }

  void entity() {
    entities.increment();
  }

  /** The journal was removed after its time. */
  void removed() {
    removed.increment();
  }

  /** So many events are older than the chains. */
  void unchained(long more) {
    unchained.add(more);
  }

  /** The tables had not come to the end of it. */
  void behind() {
    behind.increment();
  }

  /** The tables have a row of it, or should, in which it is in {@code state}. */
  void row(Object state) {
    if (state instanceof JobState.Known job) {
      synchronized (jobs) {
        jobs.moved(null, job);
      }
    }
  }

  /** The tables have this row, of which the journal does not tell enough. */
  void row(Family<?, ?> family, StoredRow row) {
    if (!family.table().equals(Family.JOBS.table())) return;
    synchronized (jobs) {
      jobs.stored(
          row.value(family, "status"), row.value(family, "queue"), row.value(family, "priority"));
    }
  }

  long events() {
    return events.sum();
  }

  long entities() {
    return entities.sum();
  }

  long removedJournals() {
    return removed.sum();
  }

  long unchainedEvents() {
    return unchained.sum();
  }

  long rowsBehind() {
    return behind.sum();
  }

  JobCounts jobs() {
    return jobs;
  }
}
