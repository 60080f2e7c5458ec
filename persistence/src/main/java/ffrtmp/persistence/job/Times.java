package ffrtmp.persistence.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The moments that a job shows.
 *
 * @param queued when it last began to wait
 * @param started when the engine of its current or last attempt began to run
 * @param active when the last event happened
 * @param ended when it reached a terminal state
 */
public record Times(
    Instant created,
    Instant queued,
    @Nullable Instant started,
    Instant active,
    @Nullable Instant ended) {
  static Times beginning(Instant at) {
    return new Times(at, at, null, at, null);
  }

  Times active(Instant at) {
    return new Times(created, queued, started, at, ended);
  }

  Times queued(Instant at) {
    return new Times(created, at, null, active, null);
  }

  Times started(@Nullable Instant at) {
    return new Times(created, queued, at, active, ended);
  }

  Times ended(Instant at) {
    return new Times(created, queued, started, active, at);
  }
}
