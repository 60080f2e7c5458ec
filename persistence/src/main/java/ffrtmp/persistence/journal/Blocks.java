package ffrtmp.persistence.journal;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import java.time.Duration;

/**
 * The persistent half of the {@link Sequencer}: reserves blocks of numbers. Apart from it, because
 * an event-sourced actor works off what waited for a persist by recursion, and the numbers asked
 * for at once are many.
 */
final class Blocks extends EventSourcedBehavior<Blocks.Reserve, SequencerEvent, Blocks.Reserved> {
  /** Reserve the next {@code size} numbers. */
  record Reserve(int size, ActorRef<Reserved> replyTo) {}

  /** The numbers {@code first..last} belong to whoever asked; in the state, the last block. */
  record Reserved(long first, long last) {}

  private static final Duration RESTART_FIRST = Duration.ofMillis(200);
  private static final Duration RESTART_MOST = Duration.ofSeconds(2);

  static Behavior<Reserve> create() {
    return new Blocks();
  }

  private Blocks() {
    super(
        PersistenceId.ofUniqueId("sequencer"),
        SupervisorStrategy.restartWithBackoff(RESTART_FIRST, RESTART_MOST, 0.2));
  }

  @Override
  public Reserved emptyState() {
    return new Reserved(1, 0);
  }

  @Override
  public String snapshotPluginId() {
    return "akka.persistence.no-snapshot-store";
  }

  @Override
  public EventHandler<Reserved, SequencerEvent> eventHandler() {
    return (state, event) ->
        new Reserved(state.last() + 1, ((SequencerEvent.Reserved) event).last());
  }

  @Override
  public CommandHandler<Reserve, SequencerEvent, Reserved> commandHandler() {
    return newCommandHandlerBuilder()
        .forAnyState()
        .onCommand(Reserve.class, this::onReserve)
        .build();
  }

  private Effect<SequencerEvent, Reserved> onReserve(Reserved state, Reserve reserve) {
    return Effect()
        .persist(new SequencerEvent.Reserved(state.last() + reserve.size()))
        .thenRun(after -> JournalMeter.SEQUENCER.persisted())
        .thenReply(reserve.replyTo(), after -> after);
  }
}
