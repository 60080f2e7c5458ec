package ffrtmp.persistence.audit;

import ffrtmp.persistence.job.JobState;
import ffrtmp.persistence.read.Position;
import java.time.Instant;

/**
 * What may be expected of the tables at the moment of the audit.
 *
 * @param offset events at or below this place in the journal are in the tables
 * @param change the last number given to a change
 * @param cleaned rows of jobs that ended before this moment may have been taken out
 */
record Horizon(long offset, long change, Instant cleaned) {
  static Horizon of(Position position) {
    return new Horizon(position.offset(), position.change(), position.cleaned());
  }

  boolean mayBeCleanedOut(Object state) {
    if (!(state instanceof JobState.Ended job)) return false;
    Instant ended = job.life().times().ended();
    return ended != null && ended.isBefore(cleaned);
  }
}
