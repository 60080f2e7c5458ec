package ffrtmp.node.scheduler.core;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.port.JobFact;
import ffrtmp.protocol.port.NodeFact;
import ffrtmp.protocol.worker.Held;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** What the scheduler learns. Facts may come twice, late and in any order. */
public sealed interface Fact {

  /** A job as its entity wrote it; an older revision than one already seen changes nothing. */
  record JobChanged(JobFact job) implements Fact {}

  /** A node as its entity wrote it; an older revision than one already seen changes nothing. */
  record NodeChanged(NodeFact node) implements Fact {}

  /**
   * The worker said what it holds, to this very scheduler; only now may its node take placements.
   *
   * @param closing the worker ends: nothing more for its node in this registration
   */
  record NodeHeard(NodeId node, long epoch, Set<Held> held, boolean closing) implements Fact {
    public NodeHeard {
      held = Set.copyOf(held);
    }
  }

  /**
   * What a node that works by polls offers, and what it holds, as its proxy says; only the newest
   * word of a proxy's life counts.
   *
   * @param proxy names one life of the proxy
   * @param number grows with each word of that life
   * @param polls open polls that no attempt of {@code held} was given to; each is one slot
   * @param held the attempts that the proxy knows of
   */
  record Offered(NodeId node, long epoch, String proxy, long number, int polls, Set<Held> held)
      implements Fact {
    public Offered {
      held = Set.copyOf(held);
    }
  }

  /** A majority of the control nodes has not heard the worker for longer than its lease. */
  record NodeSilent(NodeId node, long epoch, String why) implements Fact {}

  /** The job's definite answer to a dispatch. */
  record DispatchAnswered(JobId job, int attempt, NodeId node, boolean accepted) implements Fact {}

  /**
   * How many jobs of a tenant may run at a time, for each tenant that has a limit; others have
   * none.
   */
  record TenantsLimited(Map<String, Integer> limits) implements Fact {
    public TenantsLimited {
      limits = Map.copyOf(limits);
    }
  }

  /** Time passes; {@code now} never goes back, an earlier one counts as the latest seen. */
  record Tick(Instant now) implements Fact {}
}
