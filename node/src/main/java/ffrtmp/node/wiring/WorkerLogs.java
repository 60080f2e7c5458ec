package ffrtmp.node.wiring;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.node.NodeCommand;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeReply;
import ffrtmp.protocol.worker.WorkerCommand;
import ffrtmp.protocol.worker.WorkerLog;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The log of a running attempt, asked of the worker that holds it. */
final class WorkerLogs {
  private static final WorkerLog NONE = new WorkerLog("(the worker gave no log in time)\n");

  private final Shards shards;

  WorkerLogs(Shards shards) {
    this.shards = shards;
  }

  /** The text so far; a line that says so when the worker gave none in time. */
  CompletionStage<String> ask(NodeId node, JobId job) {
    return shards
        .askNode(node, NodeCommand.Get::new)
        .thenCompose(reply -> ask(node, reply, job))
        .exceptionally(e -> NONE)
        .thenApply(WorkerLog::text);
  }

  private CompletionStage<WorkerLog> ask(NodeId node, NodeReply reply, JobId job) {
    if (!(reply instanceof NodeReply.Accepted accepted)) {
      return CompletableFuture.completedStage(NONE);
    }
    long epoch = accepted.node().epoch();
    return shards.askWorker(node, epoch, to -> new WorkerCommand.Log(job, to));
  }
}
