package ffrtmp.node.wiring;

import ffrtmp.node.scheduler.Feed;
import ffrtmp.node.scheduler.core.Fact;
import ffrtmp.persistence.read.ReadTables;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The scheduler's feed, out of the read tables. */
final class TableFeed implements Feed {
  private final ReadTables tables;

  TableFeed(ReadTables tables) {
    this.tables = tables;
  }

  /**
   * The number comes with the jobs and the nodes are read after it: what is newer is read again.
   */
  @Override
  public CompletionStage<Loaded> load() {
    return tables
        .openJobs()
        .thenCompose(
            open ->
                tables.nodes().thenApply(nodes -> new Loaded(open.jobs(), nodes, open.change())));
  }

  @Override
  public CompletionStage<List<Change>> changesAfter(long changeSeq, int limit) {
    return tables
        .changesAfter(changeSeq, limit)
        .thenApply(changes -> changes.stream().map(TableFeed::fact).toList());
  }

  private static Change fact(ffrtmp.persistence.read.Change change) {
    if (change instanceof ffrtmp.persistence.read.Change.OfJob job) {
      return new Change(job.number(), new Fact.JobChanged(job.fact()));
    }
    var node = (ffrtmp.persistence.read.Change.OfNode) change;
    return new Change(node.number(), new Fact.NodeChanged(node.fact()));
  }
}
