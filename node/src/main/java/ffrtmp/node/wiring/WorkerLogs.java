package ffrtmp.node.wiring;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.node.NodeCommand;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeReply;
import ffrtmp.protocol.worker.WorkerCommand;
import ffrtmp.protocol.worker.WorkerLog;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** The log of a running attempt, asked of the worker that holds it. */
final class WorkerLogs {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final ActorSystem<?> system;
  private final Shards shards;

  WorkerLogs(ActorSystem<?> system, Shards shards) {
    this.system = system;
    this.shards = shards;
  }

  /** The text so far; a line that says so when the worker gave none in time. */
  CompletionStage<String> ask(NodeId node, JobId job) {
    return shards
        .askNode(node, NodeCommand.Get::new)
        .thenCompose(
            reply ->
                AskPattern.<NodeReply, WorkerLog>ask(
                    system.ignoreRef(),
                    to -> {
                      deliver(node, reply, job, to);
                      return reply;
                    },
                    PATIENCE,
                    system.scheduler()))
        .thenApply(WorkerLog::text)
        .exceptionally(e -> "(the worker gave no log in time)\n");
  }

  private void deliver(NodeId node, NodeReply reply, JobId job, ActorRef<WorkerLog> to) {
    if (reply instanceof NodeReply.Accepted accepted) {
      long epoch = accepted.node().epoch();
      shards.tell(node, new NodeCommand.Deliver(epoch, new WorkerCommand.Log(job, to)));
    }
  }
}
