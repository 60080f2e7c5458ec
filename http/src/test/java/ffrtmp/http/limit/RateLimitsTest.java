package ffrtmp.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.RemoteAddress;
import ffrtmp.http.access.Caller;
import ffrtmp.http.access.Role;
import ffrtmp.http.account.Toll;
import ffrtmp.http.limit.RateLimits.Grant;
import ffrtmp.http.problem.Problem;
import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.metric.Reading;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
  private static final Caller ANNA = new Caller("anna", Role.ADMIN, null, null);
  private static final Caller BERT = new Caller("bert", Role.ADMIN, null, null);
  private static final Caller OF_A_TENANT = new Caller("carla", Role.ADMIN, "studio", null);

  private final Map<String, Double> tenants = new HashMap<>();
  private long now = 1_000_000_000_000L;

  @Test
  void aBurstIsAdmittedAndThenSoManyASecond() {
    RateLimits limits = limits(100, 20, "ip");
    assertThat(admitted(limits, "1.1.1.1", null, 50)).isEqualTo(20);
    pass(55);
    assertThat(admitted(limits, "1.1.1.1", null, 50)).isEqualTo(5);
    pass(60_000);
    assertThat(admitted(limits, "1.1.1.1", null, 50)).isEqualTo(20);
    assertThat(admitted(limits, "2.2.2.2", null, 50)).as("another client").isEqualTo(20);
    assertThat(value(limits, Metric.RATE_LIMITED, "ip")).isEqualTo(30 + 45 + 30 + 30);
  }

  @Test
  void whoComesAgainAfterTheTimeThatItWasToldIsAdmittedAndNotASecondEarlier() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      RateLimits limits =
          limits(
              settings(0, 20, "ip")
                  .with(Map.of("/jobs", 1 + random.nextLong(3)), 1 + random.nextLong(50)));
      now += random.nextLong(5_000_000_000L);
      Grant admission = limits.admit(from("1.1.1.1"), "/jobs", null);
      while (admission.problem() == null) {
        toll(admission).pay(random.nextLong(200));
        pass(random.nextLong(300));
        admission = limits.admit(from("1.1.1.1"), "/jobs", null);
      }
      long seconds = Long.parseLong(header(admission.problem(), "Retry-After"));
      assertThat(seconds).as("seed %d", seed).isPositive();
      pass((seconds - 1) * 1000);
      if (seconds > 1) assertThat(refused(limits, "1.1.1.1", null)).as("seed %d", seed).isTrue();
      pass(1000);
      assertThat(refused(limits, "1.1.1.1", null)).as("seed %d", seed).isFalse();
    }
  }

  @Test
  void aRefusalSaysWhatIsAllowedAndWhen() {
    RateLimits limits = limits(2, 1, "ip");
    assertThat(admitted(limits, "1.1.1.1", null, 1)).isEqualTo(1);
    Problem problem = limits.admit(from("1.1.1.1"), "/jobs", null).problem();
    assertThat(problem.status()).isEqualTo(429);
    assertThat(problem.detail()).isEqualTo("at most 2 requests a second by ip");
    assertThat(header(problem, "Retry-After")).isEqualTo("1");
    assertThat(header(problem, "RateLimit-Limit")).isEqualTo("1");
    assertThat(header(problem, "RateLimit-Remaining")).isEqualTo("0");
  }

  @Test
  void byKeyEachHolderHasItsOwnWhereverItIs() {
    RateLimits limits = limits(100, 20, "api-key");
    assertThat(admitted(limits, "1.1.1.1", ANNA, 50)).isEqualTo(20);
    assertThat(admitted(limits, "2.2.2.2", ANNA, 50)).isZero();
    assertThat(admitted(limits, "1.1.1.1", BERT, 50)).isEqualTo(20);
    assertThat(value(limits, Metric.RATE_LIMITED, "api-key")).isEqualTo(110);
  }

  @Test
  void badKeysAndMadeUpHeadersGainNothing() {
    for (String key : List.of("api-key", "header:X-Team")) {
      RateLimits limits = limits(100, 20, key);
      int admitted = 0;
      for (int i = 0; i < 1000; i++) {
        HttpRequest guess = from("1.1.1.1").addHeader(HttpHeader.parse("X-Team", "team" + i));
        if (limits.admit(guess, "/jobs", null).problem() == null) admitted++;
      }
      assertThat(admitted).as(key).isEqualTo(20);
      assertThat(value(limits, Metric.RATE_LIMITED, "ip")).isEqualTo(980);
    }
  }

  @Test
  void aServerWithoutKeysHasNobodyToTellApartByKey() {
    RateLimits limits = limits(100, 20, "api-key");
    assertThat(admitted(limits, "1.1.1.1", Caller.ANYBODY, 50)).isEqualTo(20);
    assertThat(admitted(limits, "2.2.2.2", Caller.ANYBODY, 50)).isEqualTo(20);
  }

  @Test
  void byHeaderWhoSendsNoneGoesByAddress() {
    RateLimits limits = limits(100, 20, "header:X-Team");
    HttpRequest red = from("1.1.1.1").addHeader(HttpHeader.parse("x-team", "red"));
    for (int i = 0; i < 20; i++) assertThat(limits.admit(red, "/jobs", ANNA).problem()).isNull();
    assertThat(limits.admit(red, "/jobs", BERT).problem()).isNotNull();
    assertThat(admitted(limits, "1.1.1.1", ANNA, 50)).isEqualTo(20);
    assertThat(value(limits, Metric.RATE_LIMITED, "header")).isEqualTo(1);
  }

  @Test
  void aRouteOfItsOwnLeavesTheRestAlone() {
    RateLimits limits =
        limits(settings(100, 20, "ip").with(Map.of("/jobs/next", 3L, "/results", 0L), 0));
    HttpRequest request = from("1.1.1.1");
    int polls = 0;
    for (int i = 0; i < 50; i++) {
      if (limits.admit(request, "/jobs/next", null).problem() == null) polls++;
      assertThat(limits.admit(request, "/results", null).problem()).isNull();
    }
    assertThat(polls).isEqualTo(3);
    assertThat(admitted(limits, "1.1.1.1", null, 50)).isEqualTo(20);
  }

  @Test
  void aTenantsQuotaHoldsForAllItsKeysAndMayChange() {
    RateLimits limits = limits(100, 20, "ip");
    tenants.put("studio", 5.0);
    assertThat(admitted(limits, "1.1.1.1", OF_A_TENANT, 10)).isEqualTo(5);
    assertThat(admitted(limits, "2.2.2.2", OF_A_TENANT, 10)).isZero();
    assertThat(admitted(limits, "1.1.1.1", ANNA, 50)).as("refusals took no tokens").isEqualTo(15);
    assertThat(value(limits, Metric.RATE_LIMITED, "tenant")).isEqualTo(15);
    tenants.put("studio", 0.5);
    assertThat(admitted(limits, "4.4.4.4", OF_A_TENANT, 10)).isEqualTo(1);
    pass(1999);
    assertThat(refused(limits, "4.4.4.4", OF_A_TENANT)).isTrue();
    pass(1);
    assertThat(refused(limits, "4.4.4.4", OF_A_TENANT)).isFalse();
    tenants.put("studio", 7.0);
    assertThat(admitted(limits, "3.3.3.3", OF_A_TENANT, 10)).isEqualTo(7);
  }

  @Test
  void bytesMayBeOverdrawnOnceAndArePaidOffFirst() {
    RateLimits limits = limits(settings(0, 20, "ip").with(Map.of(), 1000));
    toll(limits.admit(from("1.1.1.1"), "/jobs", null)).pay(3500);
    Problem problem = limits.admit(from("1.1.1.1"), "/jobs", null).problem();
    assertThat(problem.detail()).isEqualTo("at most 1000 bytes a second by ip");
    assertThat(header(problem, "Retry-After")).isEqualTo("3");
    pass(2499);
    assertThat(refused(limits, "1.1.1.1", null)).isTrue();
    pass(2);
    assertThat(refused(limits, "1.1.1.1", null)).isFalse();
    assertThat(refused(limits, "2.2.2.2", null)).isFalse();
  }

  @Test
  void aMillionClientsTakeBoundedMemoryAndWhatIsForgottenTooEarlyIsCounted() {
    RateLimits limits = limits(100, 20, "ip");
    long before = used();
    for (int i = 0; i < 1_000_000; i++) {
      byte[] address = {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
      limits.admit(from(address), "/jobs", null);
    }
    long taken = used() - before;
    System.out.printf("a million clients: %,d bytes%n", taken);
    assertThat(taken).isLessThan(32L << 20);
    assertThat(value(limits, Metric.RATE_LIMIT_BUCKETS)).isLessThanOrEqualTo(50_000);
    assertThat(value(limits, Metric.RATE_LIMIT_EVICTIONS)).isEqualTo(950_000);
    pass(60_000);
    assertThat(refused(limits, "1.1.1.1", null)).isFalse();
  }

  private RateLimits limits(long perSecond, long burst, String key) {
    return limits(settings(perSecond, burst, key));
  }

  private RateLimits limits(Given given) {
    RateSettings settings =
        new RateSettings(
            given.perSecond,
            given.burst,
            RateKey.parse(given.key),
            given.routes,
            given.bytes,
            List.of(),
            50_000);
    return new RateLimits(settings, tenant -> tenants.getOrDefault(tenant, 0.0), () -> now);
  }

  private record Given(
      long perSecond, long burst, String key, Map<String, Long> routes, long bytes) {
    Given with(Map<String, Long> ofRoutes, long bytesPerSecond) {
      return new Given(perSecond, burst, key, ofRoutes, bytesPerSecond);
    }
  }

  private static Given settings(long perSecond, long burst, String key) {
    return new Given(perSecond, burst, key, Map.of(), 0);
  }

  private int admitted(RateLimits limits, String peer, Caller caller, int requests) {
    int admitted = 0;
    for (int i = 0; i < requests; i++) if (!refused(limits, peer, caller)) admitted++;
    return admitted;
  }

  private boolean refused(RateLimits limits, String peer, Caller caller) {
    return limits.admit(from(peer), "/jobs", caller).problem() != null;
  }

  private void pass(long millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private static Toll toll(Grant admission) {
    assertThat(admission.toll()).isNotNull();
    return admission.toll();
  }

  private static double value(RateLimits limits, Metric metric, String... labels) {
    double[] found = {-1};
    limits.read(
        reading -> {
          if (reading.metric() == metric && reading.labels().equals(List.of(labels)))
            found[0] = ((Reading.Value) reading).value();
        });
    return found[0];
  }

  private static String header(Problem problem, String name) {
    return problem.headers().stream()
        .filter(header -> header.is(name.toLowerCase(java.util.Locale.ROOT)))
        .map(HttpHeader::value)
        .findFirst()
        .orElse("");
  }

  private static HttpRequest from(String peer) {
    try {
      return from(InetAddress.getByName(peer).getAddress());
    } catch (UnknownHostException e) {
      throw new AssertionError(peer, e);
    }
  }

  private static HttpRequest from(byte[] peer) {
    try {
      return HttpRequest.GET("/jobs")
          .addAttribute(
              AttributeKeys.remoteAddress, RemoteAddress.create(InetAddress.getByAddress(peer)));
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static long used() {
    for (int i = 0; i < 3; i++) System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
