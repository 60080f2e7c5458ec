package ffrtmp.persistence.audit;

import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import ffrtmp.persistence.read.Cleaning;
import ffrtmp.persistence.read.Events;
import ffrtmp.protocol.CborSerializable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps jobs that have ended for as long as the operator said, and no longer: takes their rows out
 * of the lists, and later removes their journals. Run as a cluster singleton with {@link #props},
 * since it blocks; a second one that runs by mistake does no harm.
 */
public final class Keeping {
  /** What may be asked of it. */
  public sealed interface Command extends CborSerializable {}

  private enum Step implements Command {
    NEXT
  }

  /**
   * For how long what is kept, counted from the end of a job; zero: for ever.
   *
   * @param rows in the lists
   * @param journals in the journal
   * @param archive where events go before they are removed; absent: nowhere
   */
  public record Terms(Duration rows, Duration journals, @Nullable Path archive) {}

  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration BETWEEN_ROUNDS = Duration.ofHours(1);
  // The rest of the time the database is for others.
  private static final Duration BETWEEN_STEPS = Duration.ofMillis(100);
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(5);

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final Cleaning cleaning;
  private final Retention retention;
  private final Terms terms;
  private final Clock clock;

  private Keeping(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      DataSource source,
      Terms terms,
      Clock clock) {
    this.context = context;
    this.timers = timers;
    this.cleaning = new Cleaning(source);
    this.retention = new Retention(source, new Events(context.getSystem()), terms.archive());
    this.terms = terms;
    this.clock = clock;
  }

  /** The behaviour of the one that keeps. */
  public static Behavior<Command> create(DataSource source, Terms terms, Clock clock) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  KeepingMeters.begin();
                  timers.startSingleTimer(Step.NEXT, Step.NEXT, FIRST);
                  return new Keeping(context, timers, source, terms, clock).keeping();
                }));
  }

  /** A thread of its own: it waits for the database, and for the disk. */
  public static Props props() {
    return DispatcherSelector.fromConfig("ffrtmp.keeping-dispatcher");
  }

  private Behavior<Command> keeping() {
    return Behaviors.receive(Command.class).onMessage(Step.class, this::onStep).build();
  }

  private Behavior<Command> onStep(Step step) {
    try {
      boolean more = clean() || remove();
      if (!more) KeepingMeters.round(clock.instant());
      timers.startSingleTimer(step, step, more ? BETWEEN_STEPS : BETWEEN_ROUNDS);
    } catch (SQLException | IOException | UncheckedIOException | IllegalStateException e) {
      KeepingMeters.failed();
      context.getLog().warn("what is too old stays; trying again in {}", AFTER_FAILURE, e);
      timers.startSingleTimer(step, step, AFTER_FAILURE);
    }
    return Behaviors.same();
  }

  private boolean clean() throws SQLException {
    if (terms.rows().isZero()) return false;
    int cleaned = cleaning.step(clock.instant().minus(terms.rows()));
    KeepingMeters.rows(cleaned);
    return cleaned > 0;
  }

  private boolean remove() throws SQLException, IOException {
    if (terms.journals().isZero()) return false;
    var now = clock.instant();
    return retention.step(now.minus(terms.journals()), now);
  }
}
