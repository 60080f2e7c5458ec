package ffrtmp.node.scheduler;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import ffrtmp.node.lease.LeaseQuorum;
import ffrtmp.node.scheduler.core.Decision;
import ffrtmp.node.scheduler.core.Fact;
import ffrtmp.node.scheduler.core.SchedulerCore;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.node.NodeCommand;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeView;
import ffrtmp.protocol.node.Transport;
import ffrtmp.protocol.port.JobFact;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler singleton's shell: everything that reaches it becomes a fact for the core, and the
 * core's decisions become errands. It learns from the change feed; hints only shorten the way.
 */
public final class SchedulerActor extends AbstractBehavior<SchedulerCommand> {

  private static final int MAX_UNPLACEABLE = 10_000;

  private record Tick() implements SchedulerCommand {}

  private record Poll() implements SchedulerCommand {}

  private record Load() implements SchedulerCommand {}

  private record Arrived(Feed.Loaded loaded) implements SchedulerCommand {}

  private record Read(List<Feed.Change> changes) implements SchedulerCommand {}

  private record LoadFailed(Throwable why) implements SchedulerCommand {}

  private record ReadFailed(Throwable why) implements SchedulerCommand {}

  /** The errand of that name has its answer, and what was learnt by it. */
  record Settled(String errand, @Nullable Fact fact) implements SchedulerCommand {}

  /**
   * What the scheduler needs of the rest.
   *
   * @param jobs tells a job's entity, wherever it is
   * @param nodes tells a node's entity, wherever it is
   * @param controlNodes the addresses of the members with the role control
   * @param tenantLimits how many jobs of a tenant may run at a time; asked at each tick
   */
  public record Ports(
      Feed feed,
      BiConsumer<JobId, JobCommand> jobs,
      BiConsumer<NodeId, NodeCommand> nodes,
      Supplier<Set<String>> controlNodes,
      Supplier<Map<String, Integer>> tenantLimits,
      SchedulerMeters meters,
      Clock clock) {}

  private final Ports ports;
  private final SchedulerSettings settings;
  private final TimerScheduler<SchedulerCommand> timers;
  private final SchedulerCore core;
  private final LeaseQuorum quorum;
  private final Errands errands;
  private final Queue<JobId> toWake = new ArrayDeque<>();
  private Map<String, Integer> tenantLimits = Map.of();
  private boolean loaded;
  private long position;

  private SchedulerActor(
      ActorContext<SchedulerCommand> context,
      TimerScheduler<SchedulerCommand> timers,
      Ports ports,
      SchedulerSettings settings) {
    super(context);
    this.ports = ports;
    this.settings = settings;
    this.timers = timers;
    core = new SchedulerCore(settings.policy());
    quorum = new LeaseQuorum();
    errands = new Errands(context, ports, settings.answerTimeout());
  }

  /** A scheduler that loads, and then decides until it is stopped. */
  public static Behavior<SchedulerCommand> create(Ports ports, SchedulerSettings settings) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new SchedulerActor(context, timers, ports, settings).start()));
  }

  private Behavior<SchedulerCommand> start() {
    take(new Fact.Tick(ports.clock().instant()));
    heedTenants();
    timers.startTimerWithFixedDelay(new Tick(), settings.tick());
    return onLoad(new Load());
  }

  @Override
  public Receive<SchedulerCommand> createReceive() {
    return newReceiveBuilder()
        .onMessage(Load.class, this::onLoad)
        .onMessage(Arrived.class, this::onArrived)
        .onMessage(LoadFailed.class, this::onLoadFailed)
        .onMessage(Poll.class, this::onPoll)
        .onMessage(Read.class, this::onRead)
        .onMessage(ReadFailed.class, this::onReadFailed)
        .onMessage(SchedulerCommand.JobHint.class, m -> take(new Fact.JobChanged(m.job())))
        .onMessage(SchedulerCommand.NodeHint.class, m -> take(new Fact.NodeChanged(m.node())))
        .onMessage(SchedulerCommand.Leases.class, this::onLeases)
        .onMessage(SchedulerCommand.Offer.class, this::onOffer)
        .onMessage(Settled.class, this::onSettled)
        .onMessage(Tick.class, this::onTick)
        .onMessage(SchedulerCommand.Explain.class, this::onExplain)
        .onMessage(SchedulerCommand.FindUnplaceable.class, this::onFindUnplaceable)
        .build();
  }

  private Behavior<SchedulerCommand> take(Fact fact) {
    for (Decision decision : core.on(fact)) errands.carryOut(decision, atOnce(fact, decision));
    return this;
  }

  private void heedTenants() {
    Map<String, Integer> limits = ports.tenantLimits().get();
    if (limits.equals(tenantLimits)) return;
    tenantLimits = limits;
    take(new Fact.TenantsLimited(limits));
  }

  /** The job that came with the fact found room: it has waited for nothing. */
  private static boolean atOnce(Fact fact, Decision decision) {
    return fact instanceof Fact.JobChanged came
        && decision instanceof Decision.Dispatch dispatch
        && dispatch.job().equals(came.job().id());
  }

  private void count() {
    core.takeOutcomes().forEach(ports.meters()::decided);
  }

  private Behavior<SchedulerCommand> onLoad(Load load) {
    getContext()
        .pipeToSelf(
            ports.feed().load(),
            (found, why) -> why == null ? new Arrived(found) : new LoadFailed(why));
    return this;
  }

  /** Nodes before jobs, so that no job seems to be on a stranger. */
  private Behavior<SchedulerCommand> onArrived(Arrived arrived) {
    Feed.Loaded found = arrived.loaded();
    found.nodes().forEach(node -> take(new Fact.NodeChanged(node)));
    found.jobs().forEach(job -> take(new Fact.JobChanged(job)));
    found.jobs().stream()
        .filter(job -> job.phase() == JobFact.Phase.PLACED)
        .forEach(job -> toWake.add(job.id()));
    position = found.changeSeq();
    loaded = true;
    getContext()
        .getLog()
        .info(
            "scheduler loaded {} jobs and {} nodes at change {}",
            found.jobs().size(),
            found.nodes().size(),
            position);
    return onPoll(new Poll());
  }

  private Behavior<SchedulerCommand> onLoadFailed(LoadFailed failed) {
    getContext().getLog().warn("scheduler could not load, tries again", failed.why());
    timers.startSingleTimer(new Load(), settings.answerTimeout());
    return this;
  }

  private Behavior<SchedulerCommand> onPoll(Poll poll) {
    getContext()
        .pipeToSelf(
            ports.feed().changesAfter(position, settings.page()),
            (changes, why) -> why == null ? new Read(changes) : new ReadFailed(why));
    return this;
  }

  private Behavior<SchedulerCommand> onRead(Read read) {
    for (Feed.Change change : read.changes()) {
      take(change.fact());
      position = change.changeSeq();
    }
    if (read.changes().size() >= settings.page()) return onPoll(new Poll());
    timers.startSingleTimer(new Poll(), settings.poll());
    return this;
  }

  private Behavior<SchedulerCommand> onReadFailed(ReadFailed failed) {
    getContext().getLog().warn("scheduler could not read changes, tries again", failed.why());
    timers.startSingleTimer(new Poll(), settings.answerTimeout());
    return this;
  }

  /** Before everything is loaded the core knows too little to place, so a node stays unheard. */
  private Behavior<SchedulerCommand> onLeases(SchedulerCommand.Leases leases) {
    if (loaded) quorum.on(leases.report(), ports.clock().instant()).forEach(this::take);
    return this;
  }

  private Behavior<SchedulerCommand> onSettled(Settled settled) {
    errands.settled(settled.errand());
    if (settled.fact() instanceof Fact.DispatchAnswered answered) {
      ports.meters().answered(answered.accepted());
    }
    return settled.fact() == null ? this : take(settled.fact());
  }

  private Behavior<SchedulerCommand> onTick(Tick tick) {
    var now = ports.clock().instant();
    take(new Fact.Tick(now));
    heedTenants();
    count();
    if (!loaded) return this;
    quorum.silent(expected(), ports.controlNodes().get(), now).forEach(this::take);
    for (int i = 0; i < settings.wakePerTick() && !toWake.isEmpty(); i++) {
      errands.wake(toWake.remove());
    }
    return this;
  }

  private Map<NodeId, LeaseQuorum.Expected> expected() {
    Map<NodeId, LeaseQuorum.Expected> expected = new HashMap<>();
    for (NodeView node : core.onlineNodes()) {
      boolean http = node.facts().transport() == Transport.HTTP;
      var lease = http ? settings.httpLease() : settings.lease();
      expected.put(node.id(), new LeaseQuorum.Expected(node.epoch(), lease));
    }
    return expected;
  }

  /** Polls that are open now may be used; then those that cannot wait are withdrawn. */
  private Behavior<SchedulerCommand> onOffer(SchedulerCommand.Offer o) {
    if (!loaded) return this;
    int open = o.waiting() + o.fleeting();
    take(new Fact.Offered(o.node(), o.epoch(), o.proxy(), o.number(), open, o.held()));
    int used = core.onTheirWay(o.node(), o.epoch(), o.held());
    int left = o.waiting() + Math.min(used, o.fleeting());
    if (left < open) {
      take(new Fact.Offered(o.node(), o.epoch(), o.proxy(), o.number() + 1, left, o.held()));
    }
    o.replyTo().tell(new SchedulerCommand.Placed(o.number(), used));
    return this;
  }

  /** Until everything is loaded "I do not hold it" would be a lie, so the asker has to wait. */
  private Behavior<SchedulerCommand> onExplain(SchedulerCommand.Explain query) {
    if (!loaded) return this;
    query.replyTo().tell(new SchedulerCommand.Explained(core.explain(query.job()).orElse(null)));
    return this;
  }

  private Behavior<SchedulerCommand> onFindUnplaceable(SchedulerCommand.FindUnplaceable query) {
    Set<JobId> jobs =
        core.unplaceable().stream().limit(MAX_UNPLACEABLE).collect(Collectors.toSet());
    query.replyTo().tell(new SchedulerCommand.UnplaceableJobs(jobs));
    return this;
  }
}
