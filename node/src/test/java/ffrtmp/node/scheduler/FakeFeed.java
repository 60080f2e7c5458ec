package ffrtmp.node.scheduler;

import ffrtmp.node.scheduler.core.Fact;
import ffrtmp.protocol.port.JobFact;
import ffrtmp.protocol.port.NodeFact;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A feed in memory; {@code brokenLoads} loads fail before one succeeds. */
final class FakeFeed implements Feed {
  private final List<JobFact> jobs = new ArrayList<>();
  private final List<NodeFact> nodes = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private int brokenLoads;

  synchronized void holds(NodeFact node) {
    nodes.add(node);
  }

  synchronized void holds(JobFact job) {
    jobs.add(job);
  }

  synchronized void breakLoads(int times) {
    brokenLoads = times;
  }

  synchronized void change(Fact fact) {
    changes.add(new Change(changes.size() + 1L, fact));
  }

  @Override
  public synchronized CompletionStage<Loaded> load() {
    if (brokenLoads-- > 0) return CompletableFuture.failedFuture(new IOException("not there"));
    return CompletableFuture.completedFuture(new Loaded(jobs, nodes, 0));
  }

  @Override
  public synchronized CompletionStage<List<Change>> changesAfter(long changeSeq, int limit) {
    var found = changes.stream().filter(c -> c.changeSeq() > changeSeq).limit(limit).toList();
    return CompletableFuture.completedFuture(found);
  }
}
