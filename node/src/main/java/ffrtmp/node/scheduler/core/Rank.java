package ffrtmp.node.scheduler.core;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.port.JobFact;
import java.util.Comparator;

/**
 * A job's place in the order of service: queue, then priority, then acceptance; less is sooner. The
 * id only tells apart what carries the same sequence number by mistake.
 */
record Rank(Queue queue, Priority priority, long sequence, JobId id) implements Comparable<Rank> {

  private static final Comparator<Rank> ORDER =
      Comparator.comparing(Rank::queue)
          .thenComparing(Rank::priority)
          .thenComparingLong(Rank::sequence)
          .thenComparing(rank -> rank.id().value());

  static Rank of(JobFact fact) {
    return new Rank(fact.queue(), fact.priority(), fact.sequence(), fact.id());
  }

  @Override
  public int compareTo(Rank other) {
    return ORDER.compare(this, other);
  }
}
