package ffrtmp.persistence.read;

import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.metric.Reading;
import ffrtmp.protocol.port.Readings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How far the read tables are behind the journal, told by the process that runs the projection and
 * by no other. It grows while nothing can be read or written.
 */
public final class ProjectionLag implements Readings {
  private final Clock clock;
  private volatile @Nullable Instant through;

  public ProjectionLag(Clock clock) {
    this.clock = clock;
  }

  /** The tables show whatever was written before {@code moment}. */
  void through(Instant moment) {
    through = moment;
  }

  /** The projection runs here no more. */
  void left() {
    through = null;
  }

  @Override
  public void read(Consumer<Reading> to) {
    Instant shown = through;
    if (shown == null) return;
    double seconds = Duration.between(shown, clock.instant()).toMillis() / 1000.0;
    to.accept(new Reading.Value(Metric.PROJECTION_LAG, List.of(), Math.max(0, seconds)));
  }
}
