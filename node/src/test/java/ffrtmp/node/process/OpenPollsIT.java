package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Very many agents that wait for a job at one control node, each on a connection of its own. The
 * long form has 10,000 of them: {@code -Dffrtmp.polls=10000}.
 */
@Timeout(540)
final class OpenPollsIT {
  private static final int POLLS = Integer.getInteger("ffrtmp.polls", 500);
  private static final int NODES = Math.min(POLLS, 200);
  private static final int JOBS = Math.min(POLLS, 200);
  private static final long MOST_BYTES_A_POLL = 64 << 10;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Pattern JOB = Pattern.compile("\\{\"job\":\\{\"id\":\"([^\"]+)\"");
  private static final Pattern OPEN = Pattern.compile("(?m)^ffrtmp_http_worker_polls (\\S+)$");

  @TempDir Path folder;

  @Test
  void theyCostLittleAndEachJobGoesToOneOfThemAtOnce() throws Exception {
    Path config = folder.resolve("ffrtmp.conf");
    Files.writeString(
        config,
        """
        ffrtmp.http.guard.connections-per-address = 20000
        ffrtmp.http-workers { heartbeat = 10m, sign-of-hand-out = 10m }
        """);
    try (SpawnedNode server =
        SpawnedNode.startWith(
            folder,
            "server",
            Map.of("FFRTMP_CONFIG", config.toString()),
            List.of("-XX:+UseG1GC", "-Xmx1g"),
            "server",
            "--port",
            "0",
            "--cluster-port",
            "0",
            "--enable-noop-engine")) {
      URI address = server.awaitApi(1);
      ApiClient api = new ApiClient(address);
      List<String> nodes = new ArrayList<>();
      for (int i = 0; i < NODES; i++) nodes.add(register(api, i));
      long before = memory(server.pid());
      try (Agents agents = new Agents(address)) {
        for (int i = 0; i < POLLS; i++) agents.poll(nodes.get(i % NODES));
        Await.until("all are open", PATIENCE, () -> open(server) >= POLLS);
        long bytes = memory(server.pid()) - before;
        long began = System.nanoTime();
        for (int i = 0; i < JOBS; i++) api.submit("{\"engine\":\"noop\"}");
        Set<String> given = agents.jobs(JOBS);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        System.out.printf(
            "OpenPollsIT: %d open polls of %d nodes took %d MiB (%d bytes each); %d jobs were"
                + " submitted one by one and handed out within %d ms%n",
            POLLS, NODES, bytes >> 20, bytes / POLLS, JOBS, millis);
        assertThat(given).hasSize(JOBS);
        assertThat(open(server)).isLessThanOrEqualTo(POLLS - JOBS);
        assertThat(bytes / POLLS).isLessThan(MOST_BYTES_A_POLL + (64L << 20) / POLLS);
      }
      Await.until("nobody waits any more", PATIENCE, () -> open(server) == 0);
      assertThat(server.text()).doesNotContain("ERROR", "OutOfMemory", "\tat ");
    }
  }

  @Test
  void theEndOfTheServerAnswersThemAllInOrder() throws Exception {
    try (SpawnedNode server =
        SpawnedNode.start(
            folder, "ended", Map.of(), "server", "--port", "0", "--cluster-port", "0")) {
      URI address = server.awaitApi(1);
      ApiClient api = new ApiClient(address);
      HttpClient client = HttpClient.newHttpClient();
      List<CompletableFuture<HttpResponse<String>>> polls = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        URI poll = address.resolve("/jobs/next?wait=50s&node_id=" + register(api, i));
        polls.add(client.sendAsync(HttpRequest.newBuilder(poll).build(), BodyHandlers.ofString()));
      }
      Await.until("all are open", PATIENCE, () -> open(server) >= 20);
      server.signal("TERM");
      for (var poll : polls) {
        HttpResponse<String> answer = poll.get(30, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"job\":null}");
      }
      assertThat(server.awaitEnd(PATIENCE)).as(server.text()).isZero();
    }
  }

  private static String register(ApiClient api, int number) throws Exception {
    String facts = "{\"address\":\"agent%d\",\"cpu_threads\":64,\"capabilities\":[\"noop\"]}";
    ApiClient.Answer answer = api.post("/nodes/register", facts.formatted(number));
    assertThat(answer.status()).as("%s", answer).isEqualTo(201);
    return answer.body().path("id").asText();
  }

  private static int open(SpawnedNode server) throws Exception {
    Matcher count = OPEN.matcher(Metrics.page(server));
    if (!count.find()) throw new AssertionError("no count of polls");
    return (int) Double.parseDouble(count.group(1));
  }

  private static long memory(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"))) {
      if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("\\D", "")) << 10;
    }
    return 0;
  }

  /** Polls on one thread. Each thousand has an address of loopback of its own. */
  private static final class Agents implements AutoCloseable {
    private final URI server;
    private final Selector selector = Selector.open();
    private final List<SocketChannel> channels = new ArrayList<>();

    Agents(URI server) throws IOException {
      this.server = server;
    }

    void poll(String node) throws IOException {
      SocketChannel channel = SocketChannel.open();
      channels.add(channel);
      InetAddress from = InetAddress.getByName("127.0.1." + (1 + channels.size() / 1000));
      channel.bind(new InetSocketAddress(from, 0));
      channel.connect(new InetSocketAddress(server.getHost(), server.getPort()));
      String head = "GET /jobs/next?node_id=%s&wait=50s HTTP/1.1\r\nHost: x\r\n\r\n";
      byte[] bytes = head.formatted(node).getBytes(StandardCharsets.US_ASCII);
      for (ByteBuffer left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) channel.write(left);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
    }

    /** The jobs that the answers bring; fails where one is brought twice. */
    Set<String> jobs(int count) throws IOException {
      Set<String> jobs = new HashSet<>();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      ByteBuffer answer = ByteBuffer.allocate(64 << 10);
      while (jobs.size() < count) {
        assertThat(System.nanoTime()).as("%d of %d jobs", jobs.size(), count).isLessThan(deadline);
        selector.select(1000);
        for (SelectionKey key : selector.selectedKeys()) {
          answer.clear();
          if (((SocketChannel) key.channel()).read(answer) < 0) key.cancel();
          String text = new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
          Matcher job = JOB.matcher(text);
          if (job.find()) assertThat(jobs.add(job.group(1))).as("twice: %s", text).isTrue();
        }
        selector.selectedKeys().clear();
      }
      return jobs;
    }

    @Override
    public void close() throws IOException {
      for (SocketChannel channel : channels) channel.close();
      selector.close();
    }
  }
}
