package ffrtmp.node.scheduler;

import ffrtmp.node.scheduler.core.Fact;
import ffrtmp.protocol.port.JobFact;
import ffrtmp.protocol.port.NodeFact;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where the scheduler reads the state of everything, and then every change of it. */
public interface Feed {

  /** Every job that waits or holds a place, every node, and the number to follow from. */
  CompletionStage<Loaded> load();

  /**
   * The changes with numbers greater than {@code changeSeq}, oldest first, at most {@code limit}. A
   * change that is passed over because a newer one of the same job or node follows is no loss.
   */
  CompletionStage<List<Change>> changesAfter(long changeSeq, int limit);

  /** A consistent picture: everything up to change {@code changeSeq} is in it. */
  record Loaded(List<JobFact> jobs, List<NodeFact> nodes, long changeSeq) {
    public Loaded {
      jobs = List.copyOf(jobs);
      nodes = List.copyOf(nodes);
    }
  }

  /**
   * @param fact a {@link Fact.JobChanged} or {@link Fact.NodeChanged}
   */
  record Change(long changeSeq, Fact fact) {}
}
