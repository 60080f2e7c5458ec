package ffrtmp.persistence.log;

import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import ffrtmp.persistence.journal.Store;
import ffrtmp.persistence.read.Events;
import ffrtmp.protocol.CborSerializable;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;

/**
 * Keeps the log tables up to date, and deletes what is no longer needed; run as a cluster singleton
 * with {@link #props}, since it blocks. It is apart from the projection of the jobs, so that a
 * backlog of logs holds up no list of jobs. A second one that runs by mistake does no harm: each
 * source's row admits one writer for each step.
 */
public final class LogProjection {
  /** What may be asked of the projection. */
  public sealed interface Command extends CborSerializable {}

  /** A source has stored something; losing this costs one poll interval and nothing else. */
  public record Wake() implements Command {}

  private enum Step implements Command {
    ADVANCE,
    POLL
  }

  private static final Duration RETRY_FIRST = Duration.ofMillis(200);
  private static final int MOST_DOUBLINGS = 4;

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final LogFollower follower;
  private final Duration poll;
  private boolean due;
  private int failures;

  private LogProjection(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      LogFollower follower,
      Duration poll) {
    this.context = context;
    this.timers = timers;
    this.follower = follower;
    this.poll = poll;
  }

  /** The behaviour of the one projection. */
  public static Behavior<Command> create(Store store, LogSettings settings, Clock clock) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  var events = new Events(context.getSystem());
                  var follower =
                      new LogFollower(store.dataSource(), store.kind(), events, settings, clock);
                  context.getSelf().tell(new Wake());
                  return new LogProjection(context, timers, follower, settings.poll()).following();
                }));
  }

  /** Its own thread: it waits for the database. */
  public static Props props() {
    return DispatcherSelector.fromConfig("ffrtmp.log-projection-dispatcher");
  }

  private Behavior<Command> following() {
    return Behaviors.receive(Command.class)
        .onMessage(Wake.class, wake -> onWake())
        .onMessageEquals(Step.POLL, this::onWake)
        .onMessageEquals(Step.ADVANCE, this::onAdvance)
        .build();
  }

  /** Many wakes, one step; while the database fails only the timer tries again. */
  private Behavior<Command> onWake() {
    boolean waiting = failures > 0 && timers.isTimerActive(Step.POLL);
    return waiting ? Behaviors.same() : advanceSoon();
  }

  private Behavior<Command> advanceSoon() {
    if (!due) {
      due = true;
      context.getSelf().tell(Step.ADVANCE);
    }
    return Behaviors.same();
  }

  private Behavior<Command> onAdvance() {
    due = false;
    try {
      boolean more = follower.advance();
      failures = 0;
      if (more) return advanceSoon();
      timers.startSingleTimer(Step.POLL, Step.POLL, poll);
    } catch (SQLException | RuntimeException e) {
      int doublings = Math.min(failures++, MOST_DOUBLINGS);
      var wait = RETRY_FIRST.multipliedBy(1L << doublings);
      context.getLog().warn("the log tables fall behind; trying again in {}", wait, e);
      timers.startSingleTimer(Step.POLL, Step.POLL, wait);
    }
    return Behaviors.same();
  }
}
