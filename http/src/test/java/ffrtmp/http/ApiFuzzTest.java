package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.fuzz.Fuzz;
import ffrtmp.fuzz.OpenApi;
import ffrtmp.fuzz.OpenApi.Operation;
import ffrtmp.protocol.job.JobStatus;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Spoilt requests over every route: no error of the server, no hang, no growth. The long form:
 * {@code -Dffrtmp.fuzz.requests=1000000}.
 */
class ApiFuzzTest {
  private static final long REQUESTS = Long.getLong("ffrtmp.fuzz.requests", 20_000);
  private static final List<JobStatus> STATES = List.of(JobStatus.values());
  private static final int ROUND = 250;
  private static final long WARM_UP = 4_000;
  private static final long MOST_GROWTH = 16 << 20;
  private static final Duration SETTLING = Duration.ofSeconds(15);

  private final long seed = Long.getLong("ffrtmp.seed", System.nanoTime());
  private final OpenApi api = OpenApi.load();

  @Test
  void noRequestBreaksTheServerOrIsLeftWithoutAnAnswer() throws Exception {
    System.out.println("ApiFuzzTest seed " + seed + " (-Dffrtmp.seed=" + seed + ")");
    try (TestServer server = new TestServer("api-key = s3cret", "events.heartbeat = 200ms")) {
      SampleServer.fill(server);
      List<Operation> operations = served(server);
      Fuzz fuzz =
          new Fuzz(
              api,
              operations,
              Map.of(
                  "/jobs/", List.of(SampleServer.JOB.toString(), "1", SampleServer.DONE.toString()),
                  "/nodes/", List.of(Samples.node(1).toString()),
                  "/api/sources/", List.of("cache"),
                  "/api/downloads/", List.of("" + SampleServer.DOWNLOAD),
                  "/docs/", List.of("docs.js", "docs.css")),
              "s3cret",
              new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()),
              Duration.ofSeconds(1),
              seed);
      Random states = new Random(seed);
      run(fuzz, server, states, WARM_UP);
      long before = heap();
      run(fuzz, server, states, REQUESTS);
      long growth = growth(before);
      System.out.println("ApiFuzzTest " + REQUESTS + " requests, heap " + growth + " bytes more");
      assertThat(growth).as("seed %d", seed).isLessThan(MOST_GROWTH);
      assertReached(operations, fuzz.statuses());
    }
  }

  private static void run(Fuzz fuzz, TestServer server, Random states, long requests)
      throws InterruptedException {
    for (long done = 0; done < requests; done += ROUND) {
      server.forget();
      SampleServer.reset(server, STATES.get(states.nextInt(STATES.size())));
      fuzz.run(ROUND);
    }
  }

  private List<Operation> served(TestServer server) {
    Set<String> served =
        server.routes().stream()
            .map(route -> route.method().value() + " " + route.template())
            .collect(Collectors.toSet());
    return api.operations().stream().filter(each -> served.contains(each.toString())).toList();
  }

  /** Otherwise the fuzz would only ever have knocked at the door. */
  private void assertReached(List<Operation> operations, Map<String, Long> statuses) {
    System.out.println("ApiFuzzTest " + statuses);
    for (Operation operation : operations) {
      assertThat(statuses).as("seed %d", seed).containsKey("2xx " + operation);
      assertThat(statuses).as("seed %d", seed).containsKey("4xx " + operation);
    }
  }

  /**
   * What is on its way out is given the time: refused bodies hold their connections for seconds.
   */
  private static long growth(long before) {
    long deadline = System.nanoTime() + SETTLING.toNanos();
    long growth = heap() - before;
    while (growth > MOST_GROWTH / 4 && System.nanoTime() < deadline) {
      growth = Math.min(growth, heap() - before);
    }
    return growth;
  }

  /** The serial collector leaves up to 5 % as dead wood; only every fourth collection has none. */
  private static long heap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
