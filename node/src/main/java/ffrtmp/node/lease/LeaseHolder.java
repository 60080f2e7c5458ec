package ffrtmp.node.lease;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.receptionist.Receptionist;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.node.NodeCommand;
import ffrtmp.protocol.node.NodeFacts;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeReply;
import ffrtmp.protocol.node.Vitals;
import ffrtmp.protocol.worker.WorkerCommand;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The worker's side of its lease: registers with the node's entity, renews with every keeper, and
 * ends everything here when the lease is gone. It then comes back as another incarnation, once
 * nothing of the old one runs.
 */
public final class LeaseHolder extends AbstractBehavior<LeaseHolder.Command> {

  private static final int CHECKS_PER_RENEWAL = 4;

  /** What a holder may be told. */
  public interface Command {}

  /**
   * The worker is about to end and takes no more attempts: says so at once, and in every renewal
   * from here on, also of a later registration.
   */
  public record Close() implements Command {}

  /**
   * The worker has handed back or finished everything and goes: deregister, answer, and stop. While
   * no entity answers this is tried at every renewal, so the asker sets the limit.
   */
  public record Leave(ActorRef<Left> replyTo) implements Command {}

  /** The answer to {@link Leave}. */
  public record Left() {}

  private record Check() implements Command {}

  private record Keepers(Receptionist.Listing listing) implements Command {}

  private record Answered(String incarnation, NodeReply reply) implements Command {}

  private record Acknowledged(LeaseKeeper.Renewed renewed) implements Command {}

  /**
   * What the holder needs of the rest.
   *
   * @param worker where the entity sends the worker's commands
   * @param nodes tells a node's entity, wherever it is
   * @param controlNodes the names of all keepers that should be there
   * @param incarnations makes a name that was never used before
   * @param nanos a monotonic clock, nanoseconds
   * @param renewed run for each acknowledged renewal
   */
  public record Ports(
      NodeId node,
      NodeFacts facts,
      ActorRef<WorkerCommand> worker,
      BiConsumer<NodeId, NodeCommand> nodes,
      HeldAttempts attempts,
      Supplier<Vitals> vitals,
      Supplier<Set<String>> controlNodes,
      Supplier<String> incarnations,
      LongSupplier nanos,
      Runnable renewed) {}

  private enum Phase {
    REGISTERING,
    HOLDING,
    ENDING,
    LEAVING
  }

  private final Ports ports;
  private final LeaseSettings settings;
  private final LeaseClock clock;
  private final ActorRef<LeaseKeeper.Renewed> acknowledgements;
  private Set<ActorRef<LeaseKeeper.Command>> keepers = Set.of();
  private Phase phase = Phase.REGISTERING;
  private String incarnation = "";
  private @Nullable ActorRef<NodeReply> answers;
  private @Nullable ActorRef<Left> leaver;
  private boolean closing;
  private long epoch;
  private long registerSent;
  private long renewSent;

  private LeaseHolder(ActorContext<Command> context, Ports ports, LeaseSettings settings) {
    super(context);
    // Left to itself, a worker on its own logs under Akka's name, and so not at all.
    context.setLoggerName(LeaseHolder.class);
    this.ports = ports;
    this.settings = settings;
    clock = new LeaseClock(settings.duration());
    acknowledgements = context.messageAdapter(LeaseKeeper.Renewed.class, Acknowledged::new);
  }

  /** A holder that registers at once. */
  public static Behavior<Command> create(Ports ports, LeaseSettings settings) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new LeaseHolder(context, ports, settings).start(timers)));
  }

  private Behavior<Command> start(TimerScheduler<Command> timers) {
    ActorRef<Receptionist.Listing> listings =
        getContext().messageAdapter(Receptionist.Listing.class, Keepers::new);
    getContext().getSystem().receptionist().tell(Receptionist.subscribe(LeaseKeeper.KEY, listings));
    // with a fixed rate a host that was frozen would make up for every check that it missed
    timers.startTimerWithFixedDelay(new Check(), settings.renew().dividedBy(CHECKS_PER_RENEWAL));
    incarnate();
    return this;
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Check.class, this::onCheck)
        .onMessage(Keepers.class, this::onKeepers)
        .onMessage(Answered.class, this::onAnswered)
        .onMessage(Acknowledged.class, this::onAcknowledged)
        .onMessage(Close.class, this::onClose)
        .onMessage(Leave.class, this::onLeave)
        .build();
  }

  private Behavior<Command> onCheck(Check check) {
    long now = ports.nanos().getAsLong();
    switch (phase) {
      case REGISTERING -> {
        if (now - registerSent >= settings.renew().toNanos()) register(now);
      }
      case HOLDING -> hold(now);
      case ENDING -> end("the lease is over");
      case LEAVING -> deregister(now);
    }
    return this;
  }

  private void hold(long now) {
    if (!clock.holds(now, ports.controlNodes().get())) {
      lose("no majority of the control nodes answered for " + settings.duration());
      return;
    }
    if (now - renewSent >= settings.renew().toNanos()) renew(now);
    if (now - registerSent >= settings.register().toNanos()) register(now);
  }

  private void renew(long now) {
    renewSent = now;
    var renewal =
        new LeaseKeeper.Renew(
            ports.node(),
            incarnation,
            epoch,
            ports.attempts().held(),
            closing,
            settings.duration(),
            ports.vitals().get(),
            now,
            acknowledgements);
    keepers.forEach(keeper -> keeper.tell(renewal));
  }

  private void register(long now) {
    if (answers == null) return;
    registerSent = now;
    var register = new NodeCommand.Register(ports.facts(), incarnation, ports.worker(), answers);
    ports.nodes().accept(ports.node(), register);
  }

  private void deregister(long now) {
    if (answers == null || now - registerSent < settings.renew().toNanos()) return;
    registerSent = now;
    ports.nodes().accept(ports.node(), new NodeCommand.Deregister(incarnation, answers));
  }

  private Behavior<Command> onKeepers(Keepers found) {
    keepers = new HashSet<>(found.listing().getServiceInstances(LeaseKeeper.KEY));
    if (phase == Phase.HOLDING) renew(ports.nanos().getAsLong());
    return this;
  }

  private Behavior<Command> onAcknowledged(Acknowledged acknowledged) {
    LeaseKeeper.Renewed renewed = acknowledged.renewed();
    if (renewed.incarnation().equals(incarnation)) {
      clock.acknowledged(renewed.keeper(), renewed.sentNanos());
      ports.renewed().run();
    }
    return this;
  }

  private Behavior<Command> onAnswered(Answered answered) {
    if (!answered.incarnation().equals(incarnation)) return this;
    if (answered.reply() instanceof NodeReply.Accepted accepted) return onAccepted(accepted);
    var refused = (NodeReply.Refused) answered.reply();
    if (refused.refusal() == Refusal.UNAVAILABLE) return this;
    if (phase == Phase.LEAVING) return left();
    getContext().getLog().warn("registration refused: {}", refused.detail());
    if (refused.refusal() == Refusal.STALE_EPOCH) lose(refused.detail());
    return this;
  }

  private Behavior<Command> onAccepted(NodeReply.Accepted accepted) {
    if (phase == Phase.LEAVING && !accepted.node().online()) return left();
    boolean sameLife = accepted.node().online() && accepted.node().epoch() == epoch;
    if (phase == Phase.HOLDING && !sameLife) lose("the registration has been replaced");
    if (phase == Phase.REGISTERING && accepted.node().online()) take(accepted.node().epoch());
    return this;
  }

  private void take(long registration) {
    phase = Phase.HOLDING;
    epoch = registration;
    clock.begin(registerSent);
    ports.attempts().open();
    getContext()
        .getLog()
        .info("registered as {} incarnation {} epoch {}", ports.node(), incarnation, epoch);
    renew(ports.nanos().getAsLong());
  }

  private void lose(String why) {
    getContext().getLog().warn("lease of epoch {} lost: {}", epoch, why);
    end(why);
  }

  /** A new incarnation only begins when nothing of this one runs any more. */
  private void end(String why) {
    phase = Phase.ENDING;
    ports.attempts().endAll(why);
    if (ports.attempts().held().isEmpty()) incarnate();
  }

  private void incarnate() {
    if (answers != null) getContext().stop(answers);
    incarnation = ports.incarnations().get();
    String name = incarnation;
    ActorRef<Command> self = getContext().getSelf();
    answers =
        getContext()
            .spawnAnonymous(
                Behaviors.receiveMessage(
                    reply -> {
                      self.tell(new Answered(name, reply));
                      return Behaviors.same();
                    }));
    phase = Phase.REGISTERING;
    register(ports.nanos().getAsLong());
  }

  private Behavior<Command> onClose(Close close) {
    closing = true;
    if (phase == Phase.HOLDING) renew(ports.nanos().getAsLong());
    return this;
  }

  private Behavior<Command> onLeave(Leave leave) {
    leaver = leave.replyTo();
    phase = Phase.LEAVING;
    registerSent = ports.nanos().getAsLong() - settings.renew().toNanos();
    deregister(ports.nanos().getAsLong());
    return this;
  }

  private Behavior<Command> left() {
    if (leaver != null) leaver.tell(new Left());
    return Behaviors.stopped();
  }
}
