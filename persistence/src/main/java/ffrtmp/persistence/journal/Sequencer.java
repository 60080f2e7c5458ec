package ffrtmp.persistence.journal;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Scheduler;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import ffrtmp.protocol.CborSerializable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Hands out sequence numbers, one after the other from 1; run as a cluster singleton. It reserves
 * blocks and grants from memory: numbers are contiguous while it lives, a crash skips the rest of a
 * block, and none is ever granted twice, since the journal lets only one writer reserve a block.
 */
public final class Sequencer {
  /** What may be asked of the sequencer. */
  public sealed interface Command {}

  /** Grant the next number; one that is never used leaves a gap. */
  public record Next(ActorRef<Granted> replyTo) implements Command, CborSerializable {}

  /** The number belongs to whoever asked. */
  public record Granted(long number) implements CborSerializable {}

  private record Block(long first, long last) implements Command {}

  private enum Again implements Command {
    TICK
  }

  /** How many numbers one event reserves, and the most that a crash skips. */
  public static final int BLOCK = 1000;

  /** Who may wait for a block; past that a request is dropped, and its asker asks again. */
  static final int MOST_WAITING = 20_000;

  private static final Duration RESERVE_AGAIN = Duration.ofSeconds(3);

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final ActorRef<Blocks.Reserve> blocks;
  private final ActorRef<Blocks.Reserved> reserved;
  private final Queue<ActorRef<Granted>> waiting = new ArrayDeque<>();
  private long granted;
  private long last;

  private Sequencer(ActorContext<Command> context, TimerScheduler<Command> timers) {
    this.context = context;
    this.timers = timers;
    this.blocks = context.spawn(Blocks.create(), "blocks");
    this.reserved =
        context.messageAdapter(Blocks.Reserved.class, b -> new Block(b.first(), b.last()));
  }

  /** The behaviour of the one sequencer. */
  public static Behavior<Command> create() {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new Sequencer(context, timers).granting()));
  }

  /** Asks {@code sequencer} for a number each time, with a time-out. */
  public static Supplier<CompletionStage<Long>> asking(
      ActorRef<Command> sequencer, Scheduler scheduler, Duration timeout) {
    return () ->
        AskPattern.<Command, Granted>ask(sequencer, Next::new, timeout, scheduler)
            .thenApply(Granted::number);
  }

  private Behavior<Command> granting() {
    return Behaviors.receive(Command.class)
        .onMessage(Next.class, this::onNext)
        .onMessage(Block.class, this::onBlock)
        .onMessageEquals(Again.TICK, this::reserve)
        .build();
  }

  private Behavior<Command> onNext(Next next) {
    if (granted < last) {
      next.replyTo().tell(new Granted(++granted));
      return Behaviors.same();
    }
    if (waiting.size() >= MOST_WAITING) {
      context.getLog().warn("{} wait for a sequence number: one is dropped", MOST_WAITING);
      return Behaviors.same();
    }
    waiting.add(next.replyTo());
    return timers.isTimerActive(Again.TICK) ? Behaviors.same() : reserve();
  }

  /** Asked again while the store fails; a block that comes late is skipped, never shared. */
  private Behavior<Command> reserve() {
    blocks.tell(new Blocks.Reserve(BLOCK, reserved));
    timers.startSingleTimer(Again.TICK, Again.TICK, RESERVE_AGAIN);
    return Behaviors.same();
  }

  private Behavior<Command> onBlock(Block block) {
    if (granted < last) return Behaviors.same();
    timers.cancel(Again.TICK);
    granted = block.first() - 1;
    last = block.last();
    while (granted < last && !waiting.isEmpty()) waiting.remove().tell(new Granted(++granted));
    return waiting.isEmpty() ? Behaviors.same() : reserve();
  }
}
