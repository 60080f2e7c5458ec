package ffrtmp.node.scheduler;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import ffrtmp.node.scheduler.core.Decision;
import ffrtmp.node.scheduler.core.Fact;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.node.NodeCommand;
import ffrtmp.protocol.node.NodeReply;
import ffrtmp.protocol.worker.WorkerCommand;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Carries out decisions. What needs an answer runs as an errand of its own, one for each decision
 * at a time: making the same decision again while it runs adds nothing.
 */
final class Errands {

  private final ActorContext<SchedulerCommand> context;
  private final SchedulerActor.Ports ports;
  private final Duration again;
  private final Set<String> running = new HashSet<>();

  Errands(ActorContext<SchedulerCommand> context, SchedulerActor.Ports ports, Duration again) {
    this.context = context;
    this.ports = ports;
    this.again = again;
  }

  /**
   * @param atOnce whether the decision came as soon as the job did
   */
  void carryOut(Decision decision, boolean atOnce) {
    if (decision instanceof Decision.Dispatch d) dispatch(d, atOnce);
    if (decision instanceof Decision.Lose d) lose(d);
    if (decision instanceof Decision.SayUnplaceable d) sayUnplaceable(d);
    if (decision instanceof Decision.SayPlaceable d) sayPlaceable(d);
    if (decision instanceof Decision.GiveUp d) giveUp(d);
    if (decision instanceof Decision.DeclareLost d) declareLost(d);
    if (decision instanceof Decision.HandBack d) handBack(d);
    if (decision instanceof Decision.Wake d) wake(d.job());
  }

  /** The errand has its answer; the same decision would be a new one. */
  void settled(String name) {
    running.remove(name);
  }

  /** A look at the job makes its entity recover, and resend what its worker must know. */
  void wake(JobId job) {
    ports.jobs().accept(job, new JobCommand.Get(context.getSystem().ignoreRef()));
  }

  private void dispatch(Decision.Dispatch d, boolean atOnce) {
    context.getLog().info("job {} attempt {} goes to node {}", d.job(), d.attempt(), d.nodeName());
    askJob(
        "dispatch-" + d.job() + "-" + d.attempt() + "-" + d.node(),
        d.job(),
        to -> new JobCommand.Dispatch(d.attempt(), d.node(), d.nodeName(), d.epoch(), to),
        reply -> {
          JobReply.Accepted accepted = reply instanceof JobReply.Accepted a ? a : null;
          if (atOnce && accepted != null) ports.meters().assignedAtOnce(accepted.job());
          return new Fact.DispatchAnswered(d.job(), d.attempt(), d.node(), accepted != null);
        });
  }

  private void lose(Decision.Lose d) {
    context.getLog().info("job {} attempt {} is lost: {}", d.job(), d.attempt(), d.why());
    askJob(
        "lose-" + d.job() + "-" + d.attempt(),
        d.job(),
        to -> new JobCommand.AttemptLost(d.attempt(), d.node(), d.epoch(), d.why(), to),
        reply -> null);
  }

  private void sayUnplaceable(Decision.SayUnplaceable d) {
    context.getLog().info("job {} waits for a node that does not exist: {}", d.job(), d.why());
    askJob(
        "unplaceable-" + d.job(),
        d.job(),
        to -> new JobCommand.Unplaceable(d.why(), to),
        reply -> null);
  }

  private void sayPlaceable(Decision.SayPlaceable d) {
    context.getLog().info("job {} can be placed after all", d.job());
    askJob("placeable-" + d.job(), d.job(), JobCommand.Placeable::new, reply -> null);
  }

  private void giveUp(Decision.GiveUp d) {
    context.getLog().info("job {} is given up: {}", d.job(), d.why());
    askJob("give-up-" + d.job(), d.job(), to -> new JobCommand.GiveUp(d.why(), to), reply -> null);
  }

  private void declareLost(Decision.DeclareLost d) {
    context.getLog().warn("node {} epoch {} is lost: {}", d.node(), d.epoch(), d.why());
    run(
        "lost-" + d.node() + "-" + d.epoch(),
        NodeReply.class,
        to -> ports.nodes().accept(d.node(), new NodeCommand.LeaseLost(d.epoch(), d.why(), to)),
        reply -> !(reply instanceof NodeReply.Refused r && r.refusal() == Refusal.UNAVAILABLE),
        reply -> null);
  }

  private void handBack(Decision.HandBack d) {
    context.getLog().info("job {} attempt {} must leave its node", d.job(), d.attempt());
    var stop = new WorkerCommand.Stop(d.job(), d.attempt());
    ports.nodes().accept(d.node(), new NodeCommand.Deliver(d.epoch(), stop));
  }

  private void askJob(
      String name,
      JobId job,
      Function<ActorRef<JobReply>, JobCommand> command,
      Function<JobReply, @Nullable Fact> learnt) {
    run(
        name,
        JobReply.class,
        to -> ports.jobs().accept(job, command.apply(to)),
        reply -> !(reply instanceof JobReply.Refused r && r.refusal() == Refusal.UNAVAILABLE),
        learnt);
  }

  private <R> void run(
      String name,
      Class<R> type,
      Consumer<ActorRef<R>> say,
      Predicate<R> definite,
      Function<R, @Nullable Fact> learnt) {
    if (!running.add(name)) return;
    ActorRef<SchedulerCommand> self = context.getSelf();
    Consumer<R> done = reply -> self.tell(new SchedulerActor.Settled(name, learnt.apply(reply)));
    context.spawnAnonymous(Errand.create(type, again, say, definite, done));
  }
}
