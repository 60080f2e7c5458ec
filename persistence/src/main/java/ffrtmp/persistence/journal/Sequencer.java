package ffrtmp.persistence.journal;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Scheduler;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AskPattern;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.SignalHandler;
import ffrtmp.protocol.CborSerializable;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Hands out sequence numbers, one after the other from 1; run as a cluster singleton. It persists
 * blocks and grants from memory: numbers are contiguous while it lives, a crash skips the rest of a
 * block, and none is ever granted twice, since the journal lets only one writer reserve a block.
 */
public final class Sequencer
    extends EventSourcedBehavior<Sequencer.Command, SequencerEvent, Sequencer.Reservation> {
  /** What may be asked of the sequencer. */
  public sealed interface Command extends CborSerializable {}

  /** Grant the next number; one that is never used leaves a gap. */
  public record Next(ActorRef<Granted> replyTo) implements Command {}

  /** The number belongs to whoever asked. */
  public record Granted(long number) implements CborSerializable {}

  /** The last number that is taken. */
  record Reservation(long last) {}

  /** How many numbers one event reserves, and the most that a crash skips. */
  public static final int BLOCK = 1000;

  private static final Duration RESTART_FIRST = Duration.ofMillis(200);
  private static final Duration RESTART_MOST = Duration.ofSeconds(2);

  private long granted;

  /** The behaviour of the one sequencer. */
  public static Behavior<Command> create() {
    return new Sequencer();
  }

  /** Asks {@code sequencer} for a number each time, with a time-out. */
  public static Supplier<CompletionStage<Long>> asking(
      ActorRef<Command> sequencer, Scheduler scheduler, Duration timeout) {
    return () ->
        AskPattern.<Command, Granted>ask(sequencer, Next::new, timeout, scheduler)
            .thenApply(Granted::number);
  }

  private Sequencer() {
    super(
        PersistenceId.ofUniqueId("sequencer"),
        SupervisorStrategy.restartWithBackoff(RESTART_FIRST, RESTART_MOST, 0.2));
  }

  @Override
  public Reservation emptyState() {
    return new Reservation(0);
  }

  @Override
  public String snapshotPluginId() {
    return "akka.persistence.no-snapshot-store";
  }

  @Override
  public EventHandler<Reservation, SequencerEvent> eventHandler() {
    return (state, event) -> new Reservation(((SequencerEvent.Reserved) event).last());
  }

  @Override
  public SignalHandler<Reservation> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), state -> granted = state.last())
        .build();
  }

  @Override
  public CommandHandler<Command, SequencerEvent, Reservation> commandHandler() {
    return newCommandHandlerBuilder().forAnyState().onCommand(Next.class, this::onNext).build();
  }

  private Effect<SequencerEvent, Reservation> onNext(Reservation state, Next next) {
    if (granted < state.last()) {
      return Effect().reply(next.replyTo(), new Granted(++granted));
    }
    return Effect()
        .persist(new SequencerEvent.Reserved(state.last() + BLOCK))
        .thenReply(next.replyTo(), reserved -> new Granted(++granted));
  }
}
