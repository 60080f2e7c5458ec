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
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Hands out sequence numbers, one after the other from 1; run as a cluster singleton. It reserves
 * blocks and grants from memory: numbers are contiguous while it lives, a crash skips the rest of a
 * block, and none is ever granted twice, since the journal lets only one writer reserve a block.
 */
public final class Sequencer {
  /** What may be asked of the sequencer. */
  public sealed interface Command {}

  /**
   * Grant the next {@code count} numbers in one piece; those that are never used leave a gap.
   *
   * @param count 1 to {@link #BLOCK}
   */
  public record Next(int count, ActorRef<Granted> replyTo) implements Command, CborSerializable {}

  /** The numbers from {@code first}, as many as were asked for, belong to whoever asked. */
  public record Granted(long first) implements CborSerializable {}

  private record Block(long first, long last) implements Command {}

  private enum Again implements Command {
    TICK
  }

  /** How many numbers one event reserves; a crash skips less than two of these. */
  public static final int BLOCK = 1000;

  /** When this few are left, the next block is reserved, so that nobody has to wait for it. */
  private static final int LOW = BLOCK / 2;

  /** Who may wait for a block; past that a request is dropped, and its asker asks again. */
  static final int MOST_WAITING = 20_000;

  private static final Duration RESERVE_AGAIN = Duration.ofSeconds(3);

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final ActorRef<Blocks.Reserve> blocks;
  private final ActorRef<Blocks.Reserved> reserved;
  private final Queue<Next> waiting = new ArrayDeque<>();
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

  /** Asks {@code sequencer} for one number each time, with a time-out. */
  public static Supplier<CompletionStage<Long>> asking(
      ActorRef<Command> sequencer, Scheduler scheduler, Duration timeout) {
    var many = askingMany(sequencer, scheduler, timeout);
    return () -> many.apply(1).thenApply(Granted::first);
  }

  /** Asks {@code sequencer} for that many numbers each time, with a time-out. */
  public static IntFunction<CompletionStage<Granted>> askingMany(
      ActorRef<Command> sequencer, Scheduler scheduler, Duration timeout) {
    return count -> AskPattern.ask(sequencer, to -> new Next(count, to), timeout, scheduler);
  }

  private Behavior<Command> granting() {
    return Behaviors.receive(Command.class)
        .onMessage(Next.class, this::onNext)
        .onMessage(Block.class, this::onBlock)
        .onMessageEquals(Again.TICK, this::reserve)
        .build();
  }

  private Behavior<Command> onNext(Next next) {
    if (waiting.size() >= MOST_WAITING) {
      context.getLog().warn("{} wait for a sequence number: one is dropped", MOST_WAITING);
      return Behaviors.same();
    }
    waiting.add(next);
    return grant();
  }

  /** In the order in which they asked: who needs many is not overtaken by who needs few. */
  private Behavior<Command> grant() {
    while (!waiting.isEmpty() && waiting.element().count() <= last - granted) {
      Next next = waiting.remove();
      next.replyTo().tell(new Granted(granted + 1));
      granted += next.count();
    }
    boolean enough = waiting.isEmpty() && last - granted >= LOW;
    return enough || timers.isTimerActive(Again.TICK) ? Behaviors.same() : reserve();
  }

  /** Asked again while the store fails; a block that comes late is used too, never shared. */
  private Behavior<Command> reserve() {
    blocks.tell(new Blocks.Reserve(BLOCK, reserved));
    timers.startSingleTimer(Again.TICK, Again.TICK, RESERVE_AGAIN);
    return Behaviors.same();
  }

  /** Usually the block that follows ours; after another's the rest of ours is skipped. */
  private Behavior<Command> onBlock(Block block) {
    timers.cancel(Again.TICK);
    if (block.first() != last + 1) granted = block.first() - 1;
    last = block.last();
    return grant();
  }
}
