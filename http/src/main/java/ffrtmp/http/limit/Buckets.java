package ffrtmp.http.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketListener;
import io.github.bucket4j.MathType;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LockFreeBucket;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The clients' buckets. One that is not used until it is full again is forgotten, since a fresh one
 * would be the same; beyond the bound the least used are forgotten earlier, and counted where that
 * gave somebody tokens.
 */
final class Buckets {
  /** How long a bucket is kept though it has long been full: finding it again is cheaper. */
  private static final Duration LEAST_KEPT = Duration.ofSeconds(10);

  private final TimeMeter time;
  private final Cache<Key, Bucket> buckets;
  private final LongAdder evicted = new LongAdder();

  /**
   * @param fullAgain how long any of them takes from empty to full
   */
  Buckets(int most, Duration fullAgain, TimeMeter time) {
    this.time = time;
    buckets =
        Caffeine.newBuilder()
            .maximumSize(most)
            .expireAfterAccess(fullAgain.compareTo(LEAST_KEPT) > 0 ? fullAgain : LEAST_KEPT)
            .ticker(time::currentTimeNanos)
            // the cache's own work is short, and must not wait behind others'
            .executor(Runnable::run)
            .evictionListener(this::evicted)
            .build();
  }

  /** Whose bucket of which rule. */
  record Key(Rule rule, String client) {}

  Bucket of(Rule rule, String client) {
    return buckets.get(new Key(rule, client), this::create);
  }

  private Bucket create(Key key) {
    // not by the builder, which would give each bucket a configuration of its own
    return new LockFreeBucket(
        key.rule().configuration(), MathType.INTEGER_64_BITS, time, BucketListener.NOPE);
  }

  private void evicted(@Nullable Key key, @Nullable Bucket bucket, RemovalCause cause) {
    if (cause != RemovalCause.SIZE || key == null || bucket == null) return;
    if (bucket.getAvailableTokens() < key.rule().burst()) evicted.increment();
  }

  long size() {
    return buckets.estimatedSize();
  }

  /** How many were forgotten while they were not full. */
  long evictions() {
    return evicted.sum();
  }
}
