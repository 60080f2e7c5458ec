package ffrtmp.http.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * So many a second, and so many at once; all clients' buckets of one rule share it, so it is equal
 * to itself alone.
 */
final class Rule {
  private final double perSecond;
  private final long burst;
  private final BucketConfiguration configuration;

  Rule(double perSecond, long burst) {
    this.perSecond = perSecond;
    this.burst = burst;
    // a whole number of tokens: of less than a thousandth a second nobody would notice
    boolean whole = perSecond == Math.rint(perSecond);
    long tokens = whole ? (long) perSecond : Math.max(1, Math.round(perSecond * 1000));
    Duration period = Duration.ofSeconds(whole ? 1 : 1000);
    configuration =
        BucketConfiguration.builder()
            .addLimit(Bandwidth.builder().capacity(burst).refillGreedy(tokens, period).build())
            .build();
  }

  double perSecond() {
    return perSecond;
  }

  /** The rate for people: {@code 100}, {@code 0.5}. */
  String text() {
    return BigDecimal.valueOf(perSecond).stripTrailingZeros().toPlainString();
  }

  long burst() {
    return burst;
  }

  BucketConfiguration configuration() {
    return configuration;
  }

  /** How long an empty bucket takes until it is full. */
  Duration fullAgain() {
    return Duration.ofMillis(1 + (long) Math.ceil(1000 * burst / perSecond));
  }
}
