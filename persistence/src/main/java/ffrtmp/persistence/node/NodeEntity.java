package ffrtmp.persistence.node;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.persistence.typed.EventAdapter;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import ffrtmp.persistence.journal.Chain;
import ffrtmp.persistence.journal.JournalMeter;
import ffrtmp.protocol.node.NodeCommand;
import ffrtmp.protocol.node.NodeEvent;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeReply;
import ffrtmp.protocol.node.NodeView;
import ffrtmp.protocol.port.SchedulerHints;
import ffrtmp.protocol.worker.WorkerCommand;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One node as a persistent actor: its registrations and their epochs. The address of its worker is
 * in memory only, since every registration brings it; whether the worker lives is for the leases to
 * say, so it is not watched.
 */
public final class NodeEntity extends EventSourcedBehavior<Object, NodeEvent, NodeState> {
  /**
   * What a node needs of the world.
   *
   * @param hints told of every change, after it was persisted
   * @param journalWritten run after each persisted event; wakes what follows the journal
   */
  public record Ports(SchedulerHints hints, Clock clock, Runnable journalWritten) {}

  private enum Tick {
    REST
  }

  private static final Duration REST_AFTER = Duration.ofSeconds(1);
  private static final Duration RESTART_FIRST = Duration.ofMillis(200);
  private static final Duration RESTART_MOST = Duration.ofSeconds(2);
  private static final int SNAPSHOT_EVERY = 100;

  private final ActorContext<Object> context;
  private final TimerScheduler<Object> timers;
  private final NodeId id;
  private final Ports ports;
  private final Consumer<ActorRef<?>> rest;
  private final Chain<NodeEvent, NodeState> chain;
  private @Nullable ActorRef<WorkerCommand> worker;

  /**
   * The behaviour of one node; it may be stopped at any time and continues where it was.
   *
   * @param rest told that this actor need not stay, where it was asked for a node that never was
   */
  public static Behavior<NodeCommand> create(
      NodeId id, PersistenceId pid, Ports ports, Consumer<ActorRef<?>> rest) {
    // Object inside: the commands from outside, and the private message that only it can send.
    Behavior<Object> entity =
        Behaviors.setup(
            context ->
                Behaviors.withTimers(
                    timers -> new NodeEntity(context, timers, id, pid, ports, rest)));
    return entity.narrow();
  }

  private NodeEntity(
      ActorContext<Object> context,
      TimerScheduler<Object> timers,
      NodeId id,
      PersistenceId pid,
      Ports ports,
      Consumer<ActorRef<?>> rest) {
    super(pid, SupervisorStrategy.restartWithBackoff(RESTART_FIRST, RESTART_MOST, 0.2));
    this.context = context;
    this.timers = timers;
    this.id = id;
    this.ports = ports;
    this.rest = rest;
    this.chain = new Chain<>(context.getSystem(), pid, NodeEvent.class, NodeState.class);
  }

  @Override
  public NodeState emptyState() {
    return new NodeState.Absent();
  }

  @Override
  public EventAdapter<NodeEvent, ?> eventAdapter() {
    return chain;
  }

  @Override
  public SnapshotAdapter<NodeState> snapshotAdapter() {
    return chain.snapshots();
  }

  @Override
  public EventHandler<NodeState, NodeEvent> eventHandler() {
    return NodeState::on;
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    // Events stay: the read tables are rebuilt from them.
    return RetentionCriteria.snapshotEvery(SNAPSHOT_EVERY, 2);
  }

  @Override
  public CommandHandler<Object, NodeEvent, NodeState> commandHandler() {
    return newCommandHandlerBuilder()
        .forAnyState()
        .onCommand(NodeCommand.Deliver.class, this::onDeliver)
        .onCommand(NodeCommand.class, this::onCommand)
        .onCommand(Tick.class, (state, tick) -> onRest(state))
        .build();
  }

  private Effect<NodeEvent, NodeState> onDeliver(NodeState state, NodeCommand.Deliver deliver) {
    boolean current =
        state instanceof NodeState.Member node && node.online() && node.epoch() == deliver.epoch();
    var to = worker;
    if (current && to != null) {
      to.tell(deliver.command());
    } else {
      context
          .getLog()
          .debug("node {} drops {} of epoch {}", id, deliver.command(), deliver.epoch());
    }
    return Effect().none();
  }

  private Effect<NodeEvent, NodeState> onCommand(NodeState state, NodeCommand command) {
    var replyTo = replyTo(command);
    var decision = NodeDecisions.on(state, command, ports.clock().instant());
    if (decision instanceof NodeDecision.Persist d) return persist(d.event(), command, replyTo);
    if (decision instanceof NodeDecision.Refuse d) {
      var truth = state instanceof NodeState.Known node ? node.view(id) : null;
      return Effect()
          .none()
          .thenRun(this::restSoonIfAbsent)
          .thenReply(replyTo, same -> new NodeReply.Refused(d.refusal(), d.detail(), truth));
    }
    remember(command);
    return Effect().reply(replyTo, new NodeReply.Accepted(view(state)));
  }

  /**
   * Whoever asks for a million ids that never were should not fill the memory with actors. Not at
   * once: a node asks for itself before it registers, and to rest is to forget its worker.
   */
  private void restSoonIfAbsent(NodeState state) {
    if (state instanceof NodeState.Absent) timers.startSingleTimer(Tick.REST, REST_AFTER);
  }

  private Effect<NodeEvent, NodeState> onRest(NodeState state) {
    if (state instanceof NodeState.Absent) rest.accept(context.getSelf());
    return Effect().none();
  }

  private Effect<NodeEvent, NodeState> persist(
      NodeEvent event, NodeCommand command, ActorRef<NodeReply> replyTo) {
    return Effect()
        .persist(event)
        .thenRun((NodeState.Known after) -> persisted(event, command, after))
        .thenReply(replyTo, after -> new NodeReply.Accepted(view(after)));
  }

  private void persisted(NodeEvent event, NodeCommand command, NodeState.Known after) {
    chain.written();
    remember(command);
    JournalMeter.NODE.persisted();
    context
        .getLog()
        .info("node {} {} by {}", id, event.getClass().getSimpleName(), event.cause().who());
    ports.journalWritten().run();
    ports.hints().changed(after.fact(id));
  }

  private void remember(NodeCommand command) {
    if (command instanceof NodeCommand.Register register) worker = register.worker();
    if (command instanceof NodeCommand.Attach attach) worker = attach.worker();
  }

  private NodeView view(NodeState state) {
    return ((NodeState.Known) state).view(id);
  }

  private static ActorRef<NodeReply> replyTo(NodeCommand command) {
    if (command instanceof NodeCommand.Register c) return c.replyTo();
    if (command instanceof NodeCommand.Attach c) return c.replyTo();
    if (command instanceof NodeCommand.Get c) return c.replyTo();
    if (command instanceof NodeCommand.LeaseLost c) return c.replyTo();
    if (command instanceof NodeCommand.Deregister c) return c.replyTo();
    if (command instanceof NodeCommand.Drain c) return c.replyTo();
    if (command instanceof NodeCommand.Resume c) return c.replyTo();
    return ((NodeCommand.Remove) command).replyTo();
  }
}
