package ffrtmp.persistence.log;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import ffrtmp.persistence.journal.JournalMeter;
import ffrtmp.protocol.stream.LogBatch;
import ffrtmp.protocol.stream.LogReply;
import ffrtmp.protocol.stream.LogSourceCommand;
import ffrtmp.protocol.stream.LogSourceEvent;
import ffrtmp.protocol.stream.SourceName;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * One log source as a persistent actor: who reads it, and what was learnt with the positions behind
 * it, in one event for each batch. When its owner was last heard of is in memory only; after a
 * recovery it counts as just heard, so that a move of this actor takes nothing from a live reader.
 */
public final class LogSourceEntity
    extends EventSourcedBehavior<LogSourceCommand, LogSourceEvent, LogSourceState> {
  /**
   * What a log source needs of the world.
   *
   * @param clock for the time of events
   * @param nanos a monotonic clock, for the patience with a silent owner
   * @param patience how long a silent owner keeps the source from others
   * @param journalWritten run after each persisted event; wakes the {@link LogProjection}
   */
  public record Ports(
      Clock clock, LongSupplier nanos, Duration patience, Runnable journalWritten) {}

  private static final Duration RESTART_FIRST = Duration.ofMillis(200);
  private static final Duration RESTART_MOST = Duration.ofSeconds(2);

  /** Events below the snapshots are deleted: these two bound what a source's journal takes. */
  static final int SNAPSHOT_EVERY = 100;

  private static final long SNAPSHOT_BYTES = 16L << 20;

  private final ActorContext<LogSourceCommand> context;
  private final SourceName name;
  private final Ports ports;
  private long heardAt;
  private long bytesSinceSnapshot;

  /** The behaviour of one source; it may be stopped at any time and continues where it was. */
  public static Behavior<LogSourceCommand> create(SourceName name, PersistenceId pid, Ports ports) {
    return Behaviors.setup(context -> new LogSourceEntity(context, name, pid, ports));
  }

  private LogSourceEntity(
      ActorContext<LogSourceCommand> context, SourceName name, PersistenceId pid, Ports ports) {
    super(pid, SupervisorStrategy.restartWithBackoff(RESTART_FIRST, RESTART_MOST, 0.2));
    this.context = context;
    this.name = name;
    this.ports = ports;
  }

  @Override
  public LogSourceState emptyState() {
    return new LogSourceState.Absent();
  }

  @Override
  public EventHandler<LogSourceState, LogSourceEvent> eventHandler() {
    return LogSourceState::on;
  }

  @Override
  public SignalHandler<LogSourceState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), state -> heardAt = ports.nanos().getAsLong())
        .build();
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    // The projection deletes the events, once they are in the tables.
    return RetentionCriteria.snapshotEvery(SNAPSHOT_EVERY, 2);
  }

  @Override
  public boolean shouldSnapshot(LogSourceState state, LogSourceEvent event, long number) {
    if (event instanceof LogSourceEvent.Learnt e) bytesSinceSnapshot += size(e.batch());
    boolean due = bytesSinceSnapshot > SNAPSHOT_BYTES;
    if (due || number % SNAPSHOT_EVERY == 0) bytesSinceSnapshot = 0;
    return due;
  }

  @Override
  public CommandHandler<LogSourceCommand, LogSourceEvent, LogSourceState> commandHandler() {
    return newCommandHandlerBuilder()
        .forAnyState()
        .onCommand(LogSourceCommand.class, this::onCommand)
        .build();
  }

  private Effect<LogSourceEvent, LogSourceState> onCommand(
      LogSourceState state, LogSourceCommand command) {
    boolean heard = ports.nanos().getAsLong() - heardAt < ports.patience().toNanos();
    var decision = LogSourceDecisions.on(state, command, heard, ports.clock().instant());
    var replyTo = replyTo(command);
    if (decision instanceof LogSourceDecision.Persist d) return persist(d.event(), replyTo);
    var reply = ((LogSourceDecision.Answer) decision).reply();
    heardIf(
        reply instanceof LogReply.Renewed
            || reply instanceof LogReply.Part
            || reply instanceof LogReply.Recorded
            || reply instanceof LogReply.OutOfOrder);
    return Effect().reply(replyTo, reply);
  }

  private Effect<LogSourceEvent, LogSourceState> persist(
      LogSourceEvent event, ActorRef<LogReply> replyTo) {
    return Effect()
        .persist(event)
        .thenRun((LogSourceState after) -> persisted(event, after))
        .thenReply(replyTo, after -> LogSourceDecisions.answer(event, after));
  }

  private void persisted(LogSourceEvent event, LogSourceState after) {
    heardIf(event instanceof LogSourceEvent.Opened || event instanceof LogSourceEvent.Learnt);
    JournalMeter.LOG.persisted();
    tell(event, after.epoch());
    ports.journalWritten().run();
  }

  private void tell(LogSourceEvent event, long epoch) {
    var log = context.getLog();
    if (event instanceof LogSourceEvent.Opened opened) {
      log.info("log source {} is read by {}, epoch {}", name, opened.reader(), epoch);
    } else if (event instanceof LogSourceEvent.Learnt learnt) {
      log.debug("log source {} has stored batch {}", name, learnt.batch().batch());
    } else if (event instanceof LogSourceEvent.Released) {
      log.info("log source {} was given back by its reader, epoch {}", name, epoch);
    } else if (event instanceof LogSourceEvent.Reset) {
      log.info("log source {} has forgotten everything and is read anew, epoch {}", name, epoch);
    } else {
      log.info("log source {} has forgotten its sessions", name);
    }
  }

  private void heardIf(boolean heard) {
    if (heard) heardAt = ports.nanos().getAsLong();
  }

  /** Bytes of a batch as stored, by estimate. */
  private static long size(LogBatch batch) {
    long open = 0;
    for (var entry : batch.opened()) open += entry.value().length + 16L;
    return open
        + 128L * batch.sessions().size()
        + 96L * batch.downloads().size()
        + 48L * batch.traffic().size()
        + 128L * batch.files().size();
  }

  private static ActorRef<LogReply> replyTo(LogSourceCommand command) {
    if (command instanceof LogSourceCommand.Open c) return c.replyTo();
    if (command instanceof LogSourceCommand.Load c) return c.replyTo();
    if (command instanceof LogSourceCommand.Learn c) return c.replyTo();
    if (command instanceof LogSourceCommand.Renew c) return c.replyTo();
    if (command instanceof LogSourceCommand.Release c) return c.replyTo();
    if (command instanceof LogSourceCommand.Reprocess c) return c.replyTo();
    return ((LogSourceCommand.DeleteSessions) command).replyTo();
  }
}
