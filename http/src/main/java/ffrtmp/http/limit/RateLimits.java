package ffrtmp.http.limit;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.util.ByteString;
import ffrtmp.http.access.Caller;
import ffrtmp.http.account.Toll;
import ffrtmp.http.problem.Problem;
import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.metric.Reading;
import ffrtmp.protocol.port.Readings;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Admits each request, or says after how many seconds it will be: by the client's bucket of
 * requests, or of its route where that has a limit of its own; by its tenant's; and by its bucket
 * of bytes, which may be overdrawn once, as nobody knows how large an answer will be, and must be
 * paid off before the next request.
 *
 * <p>Whoever shows no key that is known is told apart by address, whatever the setting says: bad
 * keys and made up headers cost nothing to make. What is refused takes no tokens.
 */
public final class RateLimits implements Readings {
  private static final Logger LOG = LoggerFactory.getLogger(RateLimits.class);
  private static final int LONGEST_HEADER = 128;
  private static final long LARGEST_BODY = 64L << 20;

  private final RateSettings settings;
  private final ToDoubleFunction<String> tenants;
  private final ClientAddress addresses;
  private final @Nullable Rule general;
  private final Map<String, Optional<Rule>> routes = new HashMap<>();
  private final @Nullable Rule bytes;
  private final Map<String, Rule> ofTenants = new ConcurrentHashMap<>();
  private final Buckets buckets;
  private final Buckets byteBuckets;
  private final Map<KeyKind, LongAdder> refused = new EnumMap<>(KeyKind.class);

  /**
   * @param tenants requests per second of a tenant; 0: as many as they like
   * @param nanos a clock that only goes forward
   */
  public RateLimits(RateSettings settings, ToDoubleFunction<String> tenants, LongSupplier nanos) {
    this.settings = settings;
    this.tenants = tenants;
    addresses = new ClientAddress(Networks.parse(settings.trustedProxies()));
    general = rule(settings.perSecond(), settings.burst());
    settings.routes().forEach((at, most) -> routes.put(at, Optional.ofNullable(rule(most, most))));
    bytes = rule(settings.bytesPerSecond(), settings.bytesPerSecond());
    TimeMeter time = meter(nanos);
    buckets = new Buckets(settings.clients(), longest(), time);
    byteBuckets = new Buckets(settings.clients(), untilPaid(), time);
    for (KeyKind kind : KeyKind.values()) refused.put(kind, new LongAdder());
  }

  private static @Nullable Rule rule(long perSecond, long burst) {
    return perSecond == 0 ? null : new Rule(perSecond, burst);
  }

  private static TimeMeter meter(LongSupplier nanos) {
    return new TimeMeter() {
      @Override
      public long currentTimeNanos() {
        return nanos.getAsLong();
      }

      @Override
      public boolean isWallClockBased() {
        return false;
      }
    };
  }

  private Duration longest() {
    Duration longest = general == null ? Duration.ZERO : general.fullAgain();
    for (Optional<Rule> rule : routes.values()) {
      Duration one = rule.map(Rule::fullAgain).orElse(Duration.ZERO);
      if (one.compareTo(longest) > 0) longest = one;
    }
    return longest;
  }

  /** As long as the largest body may have to be paid for, an hour at the most. */
  private Duration untilPaid() {
    return bytes == null
        ? Duration.ZERO
        : Duration.ofSeconds(Math.min(3600, 2 + LARGEST_BODY / bytes.burst()));
  }

  /** Says which limits are for routes that do not exist. */
  public void warnOfUnknown(Collection<String> templates) {
    for (String route : settings.routes().keySet()) {
      if (!templates.contains(route)) LOG.warn("a rate limit is for {}, which is no route", route);
    }
  }

  /**
   * What became of a request.
   *
   * @param problem why it is refused; absent: it is admitted
   * @param toll what its bytes cost; absent: nothing
   */
  public record Grant(@Nullable Problem problem, @Nullable Toll toll) {
    public static final Grant FREE = new Grant(null, null);
  }

  /** A client, and what it was told apart by. */
  private record Client(KeyKind kind, String name) {}

  /** One bucket that a request draws on. */
  private record Draw(Bucket bucket, Rule rule, KeyKind kind) {}

  /**
   * @param template of the route that was found; else any text that is none
   * @param caller absent: nobody knows who it is
   */
  public Grant admit(HttpRequest request, String template, @Nullable Caller caller) {
    Rule rule = routes.getOrDefault(template, Optional.ofNullable(general)).orElse(null);
    Rule tenant = caller == null || caller.tenant() == null ? null : tenant(caller.tenant());
    if (rule == null && tenant == null && bytes == null) return Grant.FREE;
    Client client = client(request, caller);
    List<Draw> draws = new ArrayList<>(2);
    if (rule != null) draws.add(new Draw(buckets.of(rule, client.name()), rule, client.kind()));
    if (tenant != null) {
      draws.add(new Draw(buckets.of(tenant, "tenant"), tenant, KeyKind.TENANT));
    }
    Problem problem = draw(draws, client);
    Toll toll = bytes == null || problem != null ? null : new Bytes(bytes, client.name());
    return problem == null && toll == null ? Grant.FREE : new Grant(problem, toll);
  }

  private @Nullable Rule tenant(String tenant) {
    double most = tenants.applyAsDouble(tenant);
    if (most <= 0) return null;
    Rule known = ofTenants.get(tenant);
    if (known != null && known.perSecond() == most) return known;
    // the bound is that of the tenants who have a quota
    Rule fresh = new Rule(most, (long) Math.ceil(most));
    ofTenants.put(tenant, fresh);
    return fresh;
  }

  private Client client(HttpRequest request, @Nullable Caller caller) {
    if (caller != null) {
      if (settings.key().kind() == KeyKind.API_KEY && known(caller)) {
        return new Client(KeyKind.API_KEY, "key " + caller.holder());
      }
      if (settings.key().kind() == KeyKind.HEADER) {
        Optional<String> value =
            request
                .getHeader(settings.key().header())
                .map(HttpHeader::value)
                .filter(text -> !text.isEmpty() && text.length() <= LONGEST_HEADER);
        if (value.isPresent()) return new Client(KeyKind.HEADER, "header " + value.get());
      }
    }
    return new Client(KeyKind.IP, addresses.of(request).map(Addresses::owner).orElse("unknown"));
  }

  private static boolean known(Caller caller) {
    return !caller.equals(Caller.ANYBODY) && !caller.equals(Caller.NOBODY);
  }

  private @Nullable Problem draw(List<Draw> draws, Client client) {
    Bucket paid = bytes == null ? null : byteBuckets.of(bytes, client.name());
    if (paid != null && paid.getAvailableTokens() <= 0) {
      return refuse(draws, paid, new Draw(paid, Objects.requireNonNull(bytes), client.kind()));
    }
    for (int i = 0; i < draws.size(); i++) {
      if (draws.get(i).bucket().tryConsume(1)) continue;
      for (Draw taken : draws.subList(0, i)) taken.bucket().addTokens(1);
      return refuse(draws, paid, draws.get(i));
    }
    return null;
  }

  private Problem refuse(List<Draw> draws, @Nullable Bucket paid, Draw by) {
    Objects.requireNonNull(refused.get(by.kind())).increment();
    long nanos = paid == null ? 0 : untilOne(paid);
    for (Draw draw : draws) nanos = Math.max(nanos, untilOne(draw.bucket()));
    String seconds = Long.toString(Math.max(1, -Math.floorDiv(-nanos, 1_000_000_000L)));
    boolean ofBytes = by.bucket() == paid;
    String most = by.rule().text() + (ofBytes ? " bytes" : " requests") + " a second";
    return Problem.of(429, "at most " + most + " by " + by.kind().label())
        .withHeader("Retry-After", seconds)
        .withHeader("RateLimit-Limit", Long.toString(by.rule().burst()))
        .withHeader("RateLimit-Remaining", "0")
        .withHeader("RateLimit-Reset", seconds);
  }

  private static long untilOne(Bucket bucket) {
    return bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
  }

  /** One client's bytes; the bucket is looked up each time, since it may have been forgotten. */
  private final class Bytes implements Toll {
    private final Rule rule;
    private final String client;

    Bytes(Rule rule, String client) {
      this.rule = rule;
      this.client = client;
    }

    @Override
    public void pay(long bytes) {
      if (bytes > 0) debt(bytes);
    }

    @Override
    public CompletionStage<ByteString> paced(ByteString piece) {
      long nanos = piece.isEmpty() ? 0 : debt(piece.size());
      if (nanos <= 0) return CompletableFuture.completedFuture(piece);
      return CompletableFuture.supplyAsync(
          () -> piece, CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS));
    }

    private long debt(long bytes) {
      return byteBuckets.of(rule, client).consumeIgnoringRateLimits(bytes);
    }
  }

  @Override
  public void read(Consumer<Reading> to) {
    refused.forEach((kind, count) -> value(to, Metric.RATE_LIMITED, count.sum(), kind.label()));
    value(to, Metric.RATE_LIMIT_BUCKETS, buckets.size() + byteBuckets.size());
    value(to, Metric.RATE_LIMIT_EVICTIONS, buckets.evictions() + byteBuckets.evictions());
  }

  private static void value(Consumer<Reading> to, Metric metric, long value, String... labels) {
    to.accept(new Reading.Value(metric, List.of(labels), (double) value));
  }
}
