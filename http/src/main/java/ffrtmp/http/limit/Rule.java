package ffrtmp.http.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;

/**
 * So many a second, and so many at once; all clients' buckets of one rule share it, so it is equal
 * to itself alone.
 */
final class Rule {
  private final long perSecond;
  private final long burst;
  private final BucketConfiguration configuration;

  Rule(long perSecond, long burst) {
    this.perSecond = perSecond;
    this.burst = burst;
    configuration =
        BucketConfiguration.builder()
            .addLimit(
                Bandwidth.builder()
                    .capacity(burst)
                    .refillGreedy(perSecond, Duration.ofSeconds(1))
                    .build())
            .build();
  }

  long perSecond() {
    return perSecond;
  }

  long burst() {
    return burst;
  }

  BucketConfiguration configuration() {
    return configuration;
  }

  /** How long an empty bucket takes until it is full. */
  Duration fullAgain() {
    return Duration.ofMillis(1 + 1000 * burst / perSecond);
  }
}
