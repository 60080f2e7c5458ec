package ffrtmp.persistence.read;

import akka.actor.typed.ActorSystem;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;

/** A projection without its actor, that a test moves. */
public final class TestFollower {
  private static final ReadSettings SETTINGS =
      new ReadSettings(
          Duration.ofMillis(20), Duration.ZERO, 500, Duration.ofSeconds(60), 1000, 2, 100);

  private final JournalFollower follower;

  public TestFollower(ActorSystem<?> system, DataSource source, Clock clock) {
    var states = RecentStates.create(SETTINGS);
    this.follower = new JournalFollower(source, new Events(system), states, SETTINGS, clock);
  }

  /** By one batch. */
  public boolean advance() throws SQLException {
    return follower.advance();
  }

  /** To the end of the journal; what another has moved is taken over. */
  public void follow() throws SQLException {
    boolean more = true;
    while (more) {
      try {
        more = advance();
      } catch (Position.Overtaken e) {
        more = true;
      }
    }
  }
}
