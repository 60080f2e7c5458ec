package ffrtmp.persistence.job;

import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.JobStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What lasts through all phases of a job.
 *
 * @param spec as it was accepted; {@code rank} is the rank that counts now
 * @param sequence from 1, in the order of acceptance; never changes, so a job that is queued again
 *     keeps its place
 * @param revision the number of events so far
 * @param progress percent, 0 to 100, as the last event told it
 */
public record Life(
    JobSpec spec,
    Rank rank,
    long sequence,
    long revision,
    Times times,
    Tries tries,
    Trail trail,
    double progress,
    @Nullable Asked asked) {
  static Life of(JobEvent.Submitted e) {
    var accepted = accepted(e);
    return accepted.spec().notBefore() == null ? accepted.due(JobStatus.PENDING, e.at()) : accepted;
  }

  private static Life accepted(JobEvent.Submitted e) {
    return new Life(
        e.spec(),
        Rank.of(e.spec()),
        e.sequence(),
        1,
        Times.beginning(e.at()),
        Tries.NONE,
        Trail.EMPTY,
        0,
        null);
  }

  /** One event later; the trail grows when the shown state changes. */
  Life after(JobEvent e, JobStatus from, JobStatus to, @Nullable String reason) {
    return new Life(
        spec,
        rank,
        sequence,
        revision + 1,
        times.active(e.at()),
        tries,
        trail.then(from, to, e.at(), reason),
        progress,
        Asked.after(e, asked));
  }

  /** The trail of a job that was pending and is to be placed: it passes through the queue. */
  Life due(JobStatus from, Instant at) {
    var next = trail.then(from, JobStatus.QUEUED, at, null);
    return new Life(spec, rank, sequence, revision, times, tries, next, progress, asked);
  }

  Life with(Times next) {
    return new Life(spec, rank, sequence, revision, next, tries, trail, progress, asked);
  }

  Life with(Tries next) {
    return new Life(spec, rank, sequence, revision, times, next, trail, progress, asked);
  }

  Life with(Rank next) {
    return new Life(spec, next, sequence, revision, times, tries, trail, progress, asked);
  }

  Life progressed(double percent) {
    return new Life(spec, rank, sequence, revision, times, tries, trail, percent, asked);
  }

  /** The spec with the rank that counts now. */
  JobSpec current() {
    return rank.equals(Rank.of(spec)) ? spec : spec.ranked(rank.queue(), rank.priority());
  }

  /** When the next attempt may be made at the earliest. */
  public @Nullable Instant notBefore() {
    var backoff = tries.notBefore();
    var wished = spec.notBefore();
    if (backoff == null || wished == null) return backoff == null ? wished : backoff;
    return backoff.isAfter(wished) ? backoff : wished;
  }
}
