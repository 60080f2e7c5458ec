package ffrtmp.node.proxy;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.japi.function.Function;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.node.NodeCommand;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeReply;
import ffrtmp.protocol.worker.Held;
import ffrtmp.protocol.worker.WorkerAnswer;
import ffrtmp.protocol.worker.WorkerReport;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Asks others on behalf of one proxy, and goes on with their answers on the proxy's own turn. */
final class Post {
  /** Something came back, and goes on here. */
  record Then(Runnable action) implements HttpNodeCommand {}

  private final ActorContext<HttpNodeCommand> context;
  private final TimerScheduler<HttpNodeCommand> timers;
  private final NodeId id;
  private final HttpNodeActor.Ports ports;

  Post(
      ActorContext<HttpNodeCommand> context,
      TimerScheduler<HttpNodeCommand> timers,
      NodeId id,
      HttpNodeActor.Ports ports) {
    this.context = context;
    this.timers = timers;
    this.id = id;
    this.ports = ports;
  }

  void askJob(
      Held held, Function<ActorRef<JobReply>, JobCommand> command, Consumer<JobReply> action) {
    then(ports.jobs().ask(held.job(), command), action);
  }

  void report(Held held, WorkerReport report, Consumer<JobReply> action) {
    askJob(held, to -> new JobCommand.Report(held.attempt(), id, report, to), action);
  }

  void askNode(Function<ActorRef<NodeReply>, NodeCommand> command, Consumer<NodeReply> action) {
    then(ports.nodes().ask(id, command), action);
  }

  /** Where the stage fails, only that is told. */
  <T> void then(CompletionStage<T> stage, Consumer<T> action) {
    context.pipeToSelf(
        stage,
        (value, failure) ->
            new Then(
                () -> {
                  if (failure == null) action.accept(value);
                  else context.getLog().warn("node {}: no answer", id, failure);
                }));
  }

  void after(Object key, Duration wait, Runnable action) {
    timers.startSingleTimer(key, new Then(action), wait);
  }

  static boolean isUnknown(JobReply reply) {
    return reply instanceof JobReply.Refused r && r.refusal() == Refusal.UNAVAILABLE;
  }

  static void refuse(Consumer<WorkerAnswer> answer, NodeReply reply) {
    NodeReply.Refused refused = (NodeReply.Refused) reply;
    refuse(answer, refused.refusal(), refused.detail());
  }

  static void refuse(Consumer<WorkerAnswer> answer, Refusal refusal, String detail) {
    answer.accept(new WorkerAnswer.Refused(refusal, detail));
  }
}
