package ffrtmp.persistence.read;

import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.PostStop;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import ffrtmp.protocol.CborSerializable;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/**
 * Keeps the read tables up to date; run as a cluster singleton with {@link #props}, since it
 * blocks. A second one that runs by mistake does no harm: the stored position admits one writer for
 * each step.
 */
public final class Projection {
  /** What may be asked of the projection. */
  public sealed interface Command extends CborSerializable {}

  /** The journal has grown; losing this costs one poll interval and nothing else. */
  public record Wake() implements Command {}

  private enum Step implements Command {
    ADVANCE,
    POLL
  }

  private static final Duration RETRY_FIRST = Duration.ofMillis(200);
  private static final int MOST_DOUBLINGS = 4;

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final JournalFollower follower;
  private final RecentStates states;
  private final ProjectionLag lag;
  private final ReadSettings settings;
  private final Clock clock;
  private boolean due;
  private int failures;

  private Projection(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      JournalFollower follower,
      RecentStates states,
      ProjectionLag lag,
      ReadSettings settings,
      Clock clock) {
    this.context = context;
    this.timers = timers;
    this.follower = follower;
    this.states = states;
    this.lag = lag;
    this.settings = settings;
    this.clock = clock;
  }

  /** The behaviour of the one projection. */
  public static Behavior<Command> create(
      DataSource source,
      RecentStates states,
      ProjectionLag lag,
      ReadSettings settings,
      Clock clock) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  var events = new Events(context.getSystem());
                  var follower = new JournalFollower(source, events, states, settings, clock);
                  var projection =
                      new Projection(context, timers, follower, states, lag, settings, clock);
                  context.getSelf().tell(new Wake());
                  return projection.following();
                }));
  }

  /** Its own thread: it waits for the database. */
  public static Props props() {
    return DispatcherSelector.fromConfig("ffrtmp.projection-dispatcher");
  }

  private Behavior<Command> following() {
    return Behaviors.receive(Command.class)
        .onMessage(Wake.class, wake -> onWake())
        .onMessageEquals(Step.POLL, this::onWake)
        .onMessageEquals(Step.ADVANCE, this::onAdvance)
        .onSignal(PostStop.class, stop -> onStop())
        .build();
  }

  /**
   * Many wakes, one step: those that arrive before it are all served by it. Under load a step waits
   * a little, so that it folds many events, most of them of the same jobs, into few rows.
   */
  private Behavior<Command> onWake() {
    // While the database fails only the timer tries again.
    boolean waiting = failures > 0 && timers.isTimerActive(Step.POLL);
    if (!due && !waiting) {
      due = true;
      timers.startSingleTimer(Step.ADVANCE, Step.ADVANCE, settings.gather());
    }
    return Behaviors.same();
  }

  private Behavior<Command> onMore() {
    if (!due) {
      due = true;
      context.getSelf().tell(Step.ADVANCE);
    }
    return Behaviors.same();
  }

  private Behavior<Command> onStop() {
    states.leave();
    lag.left();
    return Behaviors.same();
  }

  private Behavior<Command> onAdvance() {
    due = false;
    try {
      Instant began = clock.instant();
      boolean more = follower.advance();
      failures = 0;
      lag.through(more ? follower.through() : began);
      if (more) return onMore();
      timers.startSingleTimer(Step.POLL, Step.POLL, settings.poll());
    } catch (Position.Overtaken e) {
      context.getLog().info("the read tables were moved by another; going on from there");
      timers.startSingleTimer(Step.POLL, Step.POLL, settings.poll());
    } catch (SQLException | RuntimeException e) {
      int doublings = Math.min(failures++, MOST_DOUBLINGS);
      var wait = RETRY_FIRST.multipliedBy(1L << doublings);
      context.getLog().warn("the read tables fall behind; trying again in {}", wait, e);
      timers.startSingleTimer(Step.POLL, Step.POLL, wait);
    }
    return Behaviors.same();
  }
}
