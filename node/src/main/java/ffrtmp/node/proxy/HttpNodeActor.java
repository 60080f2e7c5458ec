package ffrtmp.node.proxy;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.japi.function.Function;
import ffrtmp.node.lease.LeaseKeeper;
import ffrtmp.node.scheduler.SchedulerCommand;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.node.NodeCommand;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeReply;
import ffrtmp.protocol.node.NodeView;
import ffrtmp.protocol.worker.Held;
import ffrtmp.protocol.worker.Order;
import ffrtmp.protocol.worker.WorkerAnswer;
import ffrtmp.protocol.worker.WorkerCommand;
import ffrtmp.protocol.worker.WorkerLog;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stands for one node whose worker speaks HTTP.
 *
 * <p>An attempt is handed out once: a proxy that begins anew is not given one that was handed out
 * before. An answer that was lost shows by the silence that follows it.
 */
public final class HttpNodeActor extends AbstractBehavior<HttpNodeCommand> {

  /** Asks a job or a node; completes with UNAVAILABLE where no answer came. */
  @FunctionalInterface
  public interface Asking<I, R, C> {
    CompletionStage<R> ask(I id, Function<ActorRef<R>, C> command);
  }

  /**
   * What the proxy needs of the rest.
   *
   * @param placed the jobs that hold a place on a node, by the read tables
   * @param keepers the lease keepers that are known here
   * @param controlNodes the names of all keepers that should be there
   * @param names makes a name that was never used before
   * @param nanos a monotonic clock, nanoseconds
   */
  public record Ports(
      Asking<JobId, JobReply, JobCommand> jobs,
      Asking<NodeId, NodeReply, NodeCommand> nodes,
      java.util.function.Function<NodeId, CompletionStage<List<JobId>>> placed,
      ActorRef<SchedulerCommand> scheduler,
      Supplier<Set<ActorRef<LeaseKeeper.Command>>> keepers,
      Supplier<Set<String>> controlNodes,
      Supplier<String> names,
      LongSupplier nanos,
      HandOuts handOuts,
      HttpNodeSettings settings) {}

  private record Told(WorkerCommand command) implements HttpNodeCommand {}

  private record Placed(SchedulerCommand.Placed answer) implements HttpNodeCommand {}

  private record Renewed(LeaseKeeper.Renewed answer) implements HttpNodeCommand {}

  private enum Key implements HttpNodeCommand {
    WAKE
  }

  /** The read tables may lag behind what the former proxy handed out. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  private static final Duration LOOK_MARGIN = Duration.ofSeconds(5);
  private static final long SHORTEST = Duration.ofMillis(1).toNanos();

  private final NodeId id;
  private final Ports ports;
  private final TimerScheduler<HttpNodeCommand> timers;
  private final String life;
  private final Post post;
  private final Polls polls;
  private final Holds holds = new Holds();
  private final Doubts doubts = new Doubts();
  private final Lifeline lifeline;
  private final Reporting reporting;
  private final HandingOut handingOut;
  private final ActorRef<SchedulerCommand.Placed> placements;
  private long statedAt;
  private long statement;

  private HttpNodeActor(
      ActorContext<HttpNodeCommand> context,
      TimerScheduler<HttpNodeCommand> timers,
      NodeId id,
      Ports ports) {
    super(context);
    context.setLoggerName(HttpNodeActor.class);
    this.id = id;
    this.ports = ports;
    this.timers = timers;
    life = ports.names().get();
    post = new Post(context, timers, id, ports);
    polls = new Polls(ports.settings().decision());
    placements = context.messageAdapter(SchedulerCommand.Placed.class, Placed::new);
    lifeline =
        new Lifeline(
            id,
            life,
            ports,
            post,
            holds,
            new Registrations(),
            context.messageAdapter(WorkerCommand.class, Told::new),
            context.messageAdapter(LeaseKeeper.Renewed.class, Renewed::new));
    handingOut =
        new HandingOut(
            id,
            context.getLog(),
            post,
            polls,
            holds,
            ports.handOuts(),
            ports.nanos(),
            new Changes());
    reporting = new Reporting(id, post, holds, lifeline, ports.nanos());
  }

  /** The proxy of one node; it may be stopped at any time, and another takes its place. */
  public static Behavior<HttpNodeCommand> create(NodeId id, Ports ports) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new HttpNodeActor(context, timers, id, ports)));
  }

  @Override
  public Receive<HttpNodeCommand> createReceive() {
    return newReceiveBuilder()
        .onMessage(HttpNodeCommand.Register.class, this::onRegister)
        .onMessage(HttpNodeCommand.Beats.class, this::onBeats)
        .onMessage(HttpNodeCommand.Poll.class, this::onPoll)
        .onMessage(HttpNodeCommand.HangUp.class, this::onHangUp)
        .onMessage(HttpNodeCommand.Report.class, this::onReport)
        .onMessage(HttpNodeCommand.Look.class, this::onLook)
        .onMessage(HttpNodeCommand.Leave.class, this::onLeave)
        .onMessage(Told.class, this::onTold)
        .onMessage(Placed.class, this::onPlaced)
        .onMessage(Renewed.class, this::onRenewed)
        .onMessage(Post.Then.class, this::onThen)
        .onMessageEquals(Key.WAKE, this::onWake)
        .onSignal(PostStop.class, this::onStop)
        .build();
  }

  private Behavior<HttpNodeCommand> onRegister(HttpNodeCommand.Register c) {
    lifeline.register(c, this::state);
    return this;
  }

  private Behavior<HttpNodeCommand> onBeats(HttpNodeCommand.Beats c) {
    lifeline.withNode(
        c.beat().incarnation(), c.sender(), c.replyTo()::tell, view -> beaten(c, view));
    return this;
  }

  private void beaten(HttpNodeCommand.Beats c, NodeView view) {
    lifeline.beat(c.beat(), c.sender());
    for (Held held : c.beat().held()) {
      holds.find(held).ifPresentOrElse(hold -> hold.shown(now()), () -> findOut(held.job()));
    }
    lifeline.renew(
        () -> c.replyTo().tell(new WorkerAnswer.Beaten(view, lifeline.lease(), orders())),
        c.replyTo()::tell);
    heard();
  }

  /** What the worker holds and the node does not is to be ended, too. */
  private List<Order> orders() {
    Stream<Order> strangers =
        lifeline.said().stream()
            .filter(held -> holds.find(held).isEmpty())
            .map(held -> new Order(held.job(), held.attempt(), Order.Kind.CANCEL));
    return Stream.concat(holds.orders().stream(), strangers).toList();
  }

  private Behavior<HttpNodeCommand> onPoll(HttpNodeCommand.Poll c) {
    handingOut.asks(c.key(), c.replyTo());
    // its control node may be killed, and then nobody says that the client is gone
    getContext().watchWith(c.replyTo(), new HttpNodeCommand.HangUp(c.key()));
    long due = now() + Duration.ofMillis(c.waitMillis()).toNanos();
    lifeline.withNode(
        c.incarnation(),
        c.sender(),
        refused -> {
          handingOut.forget(c.key());
          c.replyTo().tell(refused);
        },
        view -> {
          if (!handingOut.isAsked(c.key())) return;
          lifeline.heard(c.sender());
          polls.open(new Polls.Poll(c.key(), due));
          heard();
          state();
        });
    return this;
  }

  private Behavior<HttpNodeCommand> onHangUp(HttpNodeCommand.HangUp c) {
    handingOut.answerNothing(List.of(c.key()));
    if (polls.close(c.key())) state();
    return this;
  }

  private Behavior<HttpNodeCommand> onReport(HttpNodeCommand.Report c) {
    reporting.on(c, this::heard);
    return this;
  }

  private Behavior<HttpNodeCommand> onLook(HttpNodeCommand.Look look) {
    if (!lifeline.isLookOfOwn(look.sender())) return this;
    Held held = new Held(look.job(), look.attempt());
    holds.adopt(held).ifPresent(hold -> hold.looked(now()));
    doubts.looked(held);
    lifeline.heard(look.sender());
    heard();
    return this;
  }

  private Behavior<HttpNodeCommand> onLeave(HttpNodeCommand.Leave c) {
    lifeline.leave(c);
    return this;
  }

  private void heard() {
    doubts.heard(now());
    wakeLater();
  }

  /** Tells the scheduler what is open and what is held; the numbers leave room for its own. */
  private void state() {
    NodeView view = lifeline.node();
    if (view == null) return;
    statement += 2;
    statedAt = now();
    Polls.Statement open = polls.state(statedAt);
    ports
        .scheduler()
        .tell(
            new SchedulerCommand.Offer(
                id,
                view.epoch(),
                life,
                statement,
                open.waiting(),
                open.fleeting(),
                holds.held(),
                placements));
    wakeLater();
  }

  private Behavior<HttpNodeCommand> onPlaced(Placed placed) {
    SchedulerCommand.Placed answer = placed.answer();
    if (answer.number() == statement) handingOut.answerNothing(polls.placed(answer.used(), now()));
    wakeLater();
    return this;
  }

  private Behavior<HttpNodeCommand> onTold(Told told) {
    WorkerCommand command = told.command();
    if (command instanceof WorkerCommand.Run run) handingOut.run(run);
    if (command instanceof WorkerCommand.Log log) showLog(log);
    Integer attempt = attemptOf(command);
    if (attempt != null) {
      Held held = new Held(command.job(), attempt);
      handingOut.adopt(held);
      holds.find(held).ifPresent(hold -> hold.wish(command));
    }
    wakeLater();
    return this;
  }

  private static @Nullable Integer attemptOf(WorkerCommand command) {
    if (command instanceof WorkerCommand.Stop c) return c.attempt();
    if (command instanceof WorkerCommand.Pause c) return c.attempt();
    return command instanceof WorkerCommand.Resume c ? c.attempt() : null;
  }

  private void showLog(WorkerCommand.Log query) {
    String log = holds.find(query.job()).map(Hold::log).orElse(null);
    query.replyTo().tell(new WorkerLog(log == null ? "(the worker has sent no log yet)\n" : log));
  }

  private Behavior<HttpNodeCommand> onRenewed(Renewed renewed) {
    lifeline.acknowledged(renewed.answer());
    return this;
  }

  private Behavior<HttpNodeCommand> onThen(Post.Then then) {
    then.action().run();
    return this;
  }

  private Behavior<HttpNodeCommand> onWake() {
    long now = now();
    lifeline.answerLate(now);
    List<String> late = polls.overdue(now);
    handingOut.answerNothing(late);
    boolean again = !polls.isEmpty() && now - statedAt >= ports.settings().offerAgain().toNanos();
    if (!late.isEmpty() || again || polls.anyDue(now)) state();
    for (Hold gone : holds.gone(now, signPatience(), lookPatience())) {
      handingOut.lose(gone, lifeline.node(), () -> doubts.lost(gone.held()));
    }
    doubts.cleared(now, signPatience()).forEach(reporting::resurfaced);
    wakeLater();
    return this;
  }

  private void wakeLater() {
    long now = now();
    Optional<Long> offerAgain =
        polls.isEmpty()
            ? Optional.empty()
            : Optional.of(statedAt + ports.settings().offerAgain().toNanos());
    Stream.of(
            polls.nextAt(),
            holds.nextAt(signPatience(), lookPatience()),
            doubts.nextAt(signPatience()),
            lifeline.nextAt(),
            offerAgain)
        .flatMap(Optional::stream)
        .map(at -> Math.max(at - now, SHORTEST))
        .min(Comparator.naturalOrder())
        .ifPresentOrElse(
            wait -> timers.startSingleTimer(Key.WAKE, Duration.ofNanos(wait)),
            () -> timers.cancel(Key.WAKE));
  }

  private long signPatience() {
    return ports.settings().signOfHandOut().toNanos();
  }

  /** Past it the node is gone, or alive and without the attempt: the lease tells them apart. */
  private long lookPatience() {
    return lifeline.lease().duration().plus(LOOK_MARGIN).toNanos();
  }

  private long now() {
    return ports.nanos().getAsLong();
  }

  /** Takes over what the node holds by its job's own word; a sign of it must still come. */
  private void findOut(JobId job) {
    post.askJob(
        new Held(job, 0),
        JobCommand.Get::new,
        reply -> {
          if (!(reply instanceof JobReply.Accepted accepted)) return;
          JobView view = accepted.job();
          boolean out = view.completedAt() == null && view.status() != JobStatus.ASSIGNED;
          if (!out || !id.equals(view.nodeId())) return;
          handingOut.adopt(new Held(job, view.attempt()));
          wakeLater();
        });
  }

  private Behavior<HttpNodeCommand> onStop(PostStop stop) {
    handingOut.answerAllNothing();
    return this;
  }

  private final class Changes implements HandingOut.Listener {
    @Override
    public void pollsChanged() {
      state();
    }

    @Override
    public void waits() {
      wakeLater();
    }
  }

  /** A new registration holds nothing of the former one; a new proxy looks what there is. */
  private final class Registrations implements Lifeline.Listener {
    @Override
    public void found() {
      adoptPlaced();
      post.after("look-again", LOOK_AGAIN, this::adoptPlaced);
    }

    @Override
    public void replaced() {
      holds.clear();
      if (!polls.isEmpty()) state();
    }

    private void adoptPlaced() {
      post.then(ports.placed().apply(id), jobs -> jobs.forEach(HttpNodeActor.this::findOut));
    }
  }
}
