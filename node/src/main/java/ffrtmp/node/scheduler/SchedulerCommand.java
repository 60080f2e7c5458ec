package ffrtmp.node.scheduler;

import akka.actor.typed.ActorRef;
import ffrtmp.node.lease.LeaseReport;
import ffrtmp.protocol.CborSerializable;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.port.Explanation;
import ffrtmp.protocol.port.JobFact;
import ffrtmp.protocol.port.NodeFact;
import ffrtmp.protocol.worker.Held;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the scheduler may be told and asked, from any member of the cluster. */
public interface SchedulerCommand {

  /** A job changed; the change feed will say so too, later. */
  record JobHint(JobFact job) implements SchedulerCommand, CborSerializable {}

  /** A node changed; the change feed will say so too, later. */
  record NodeHint(NodeFact node) implements SchedulerCommand, CborSerializable {}

  /** What one lease keeper heard of the workers. */
  record Leases(LeaseReport report) implements SchedulerCommand, CborSerializable {}

  /**
   * A node that works by polls offers slots. Said at each change, and again while polls are open: a
   * new scheduler knows of none.
   *
   * @param proxy names one life of the node's proxy
   * @param number grows by two with each word of that life
   * @param waiting polls that stay open
   * @param fleeting polls that are withdrawn at once where nothing is placed on them
   * @param held the attempts that the proxy knows of
   */
  record Offer(
      NodeId node,
      long epoch,
      String proxy,
      long number,
      int waiting,
      int fleeting,
      Set<Held> held,
      ActorRef<Placed> replyTo)
      implements SchedulerCommand, CborSerializable {
    public Offer {
      held = Set.copyOf(held);
    }
  }

  /**
   * The answer to {@link Offer}: of the polls it spoke of, {@code used} have an attempt on its way,
   * and of the others all that were fleeting are withdrawn.
   */
  record Placed(long number, int used) implements CborSerializable {}

  /** Why does the job wait, or where is it? */
  record Explain(JobId job, ActorRef<Explained> replyTo)
      implements SchedulerCommand, CborSerializable {}

  /** Which of the waiting jobs could no registered node ever run? */
  record FindUnplaceable(ActorRef<UnplaceableJobs> replyTo)
      implements SchedulerCommand, CborSerializable {}

  /** The answer to {@link Explain}; absent when the job neither waits nor holds a place. */
  record Explained(@Nullable Explanation explanation) implements CborSerializable {}

  /** The answer to {@link FindUnplaceable}, at most 10,000 of them. */
  record UnplaceableJobs(Set<JobId> jobs) implements CborSerializable {
    public UnplaceableJobs {
      jobs = Set.copyOf(jobs);
    }
  }
}
