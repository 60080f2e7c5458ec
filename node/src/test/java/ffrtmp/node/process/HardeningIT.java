package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody means ill: very slow clients by the hundred, bombs, and heads that no client sends. They
 * are answered or cut off, and somebody who means well hardly notices. The long form has 2,000 slow
 * ones: {@code -Dffrtmp.hardening.clients=2000 -Dffrtmp.hardening.seconds=60}.
 */
final class HardeningIT {
  private static final int CLIENTS = Integer.getInteger("ffrtmp.hardening.clients", 300);
  private static final int SECONDS = Integer.getInteger("ffrtmp.hardening.seconds", 15);
  static final String KEY = "a-key-for-this-test";

  private static final double MOST_MILLIS = 100;

  /**
   * Where others take more of the machine than this, we measure them: then peace is the measure.
   */
  private static final double QUIET = 0.2;

  private static final double PEACE_TIMES = 3;

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void whoMeansWellIsServedWhileOthersMeanIll() throws Exception {
    try (SpawnedNode node =
        SpawnedNode.startWith(
            folder,
            "server",
            Map.of("MASTER_API_KEY", KEY, "FFRTMP_RATE_LIMIT", "0"),
            List.of("-XX:+UseG1GC", "-Xmx512m"),
            "server",
            "--port",
            "0",
            "--cluster-port",
            "0")) {
      URI api = node.awaitApi(1);
      List<Long> warm = good(api, Duration.ofSeconds(10));
      assertThat(warm).isNotEmpty();
      Times peace = Times.of(good(api, Duration.ofSeconds(5)));
      long before = memory(node.pid());
      Times war;
      double others;
      List<String> ill;
      try (SlowClients slow = SlowClients.start(api.getPort(), "127.0.0.2", CLIENTS)) {
        Await.until("all came", Duration.ofSeconds(30), () -> slow.opened() >= CLIENTS);
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<List<String>> bombs = CompletableFuture.supplyAsync(() -> ill(api, over));
        OthersLoad load = OthersLoad.from(node.pid());
        war = Times.of(good(api, Duration.ofSeconds(SECONDS)));
        others = load.share();
        over.set(true);
        ill = bombs.get();
        System.out.printf(
            "HardeningIT: %d slow clients (%d connections, %d cut off) and %d bad requests in %d s; a"
                + " good client's answers in peace %s, meanwhile %s, while others took %.0f %% of the"
                + " machine; the server's memory %d -> %d MiB%n",
            CLIENTS,
            slow.opened(),
            slow.cut(),
            ill.size(),
            SECONDS,
            peace,
            war,
            100 * others,
            before >> 20,
            memory(node.pid()) >> 20);
        assertThat(slow.cut()).as("the slow are cut off").isPositive();
      }
      assertThat(ill).isNotEmpty().allMatch(fault -> fault.equals(""));
      assertThat(node.alive()).isTrue();
      assertThat(node.text()).doesNotContain("OutOfMemory", "ERROR").doesNotContain(KEY);
      assertThat(war.p99())
          .as("%.0f %% of the machine was others'", 100 * others)
          .isLessThan(bound(others, peace));
    }
  }

  private static double bound(double others, Times peace) {
    return others < QUIET ? MOST_MILLIS : Math.max(MOST_MILLIS, PEACE_TIMES * peace.p99());
  }

  /** What came of each bad request: nothing to say, or what was wrong with its answer. */
  private List<String> ill(URI api, AtomicBoolean over) {
    byte[] bomb = gzip(new byte[64 << 20]);
    String million = million();
    List<String> faults = new ArrayList<>();
    while (!over.get()) {
      faults.add(expect(413, post(api, bomb, "Content-Encoding", "gzip")));
      faults.add(expect(413, post(api, million.getBytes(StandardCharsets.US_ASCII))));
      faults.add(
          expect(
              400,
              post(
                  api,
                  "{\"scenario\":\"x\",\"max_retries\":1e999999}"
                      .getBytes(StandardCharsets.US_ASCII))));
      faults.add(expect(431, raw(api, "X-Big: " + "x".repeat(1 << 20))));
      String key = "Authorization: Bearer " + KEY;
      faults.add(expect(400, raw(api, key + "\r\n" + key)));
      LockSupport.parkNanos(200_000_000);
    }
    return faults;
  }

  private static String expect(int status, int given) {
    return given == status ? "" : given + " where " + status + " was due";
  }

  /** Asks before it sends: who sends on while the answer says no may never get to read it. */
  private static int post(URI api, byte[] body, String... headers) {
    StringBuilder head = new StringBuilder("POST /jobs HTTP/1.1\r\nHost: x\r\n");
    head.append("X-API-Key: ").append(KEY).append("\r\nContent-Type: application/json\r\n");
    for (int i = 0; i < headers.length; i += 2) {
      head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    head.append("Expect: 100-continue\r\nContent-Length: ").append(body.length);
    try (Socket socket = new Socket(api.getHost(), api.getPort())) {
      socket.setSoTimeout(20_000);
      send(socket, head.append("\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII));
      int status = status(socket);
      if (status != 100) return status;
      // the rest of the interim answer, which an empty line ends
      StringBuilder rest = new StringBuilder();
      while (rest.indexOf("\r\n\r\n") < 0) {
        int next = socket.getInputStream().read();
        if (next < 0) return -1;
        rest.append((char) next);
      }
      send(socket, body);
      return status(socket);
    } catch (IOException e) {
      return -1;
    }
  }

  private static int raw(URI api, String headers) {
    try (Socket socket = new Socket(api.getHost(), api.getPort())) {
      socket.setSoTimeout(20_000);
      String head = "GET /jobs HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n\r\n";
      send(socket, head.getBytes(StandardCharsets.US_ASCII));
      return status(socket);
    } catch (IOException e) {
      return -1;
    }
  }

  private static void send(Socket socket, byte[] bytes) throws IOException {
    try {
      socket.getOutputStream().write(bytes);
    } catch (SocketException refusedMeanwhile) {
      // the answer may be there all the same
    }
  }

  private static int status(Socket socket) throws IOException {
    byte[] head = socket.getInputStream().readNBytes(12);
    String line = new String(head, StandardCharsets.US_ASCII);
    return line.startsWith("HTTP/1.1 ") ? Integer.parseInt(line.substring(9)) : -1;
  }

  /** Milliseconds of each answer to somebody who asks twenty times a second. */
  private List<Long> good(URI api, Duration time) throws Exception {
    List<Long> micros = new ArrayList<>();
    long end = System.nanoTime() + time.toNanos();
    int round = 0;
    while (System.nanoTime() < end) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(api.resolve("/jobs"))
              .timeout(Duration.ofSeconds(30))
              .header("X-API-Key", KEY);
      if (round++ % 2 == 0) {
        request
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"scenario\":\"x\",\"parameters\":{\"input\":\"a.mp4\"}}"));
      } else {
        request.uri(api.resolve("/jobs?limit=5"));
      }
      long start = System.nanoTime();
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      micros.add((System.nanoTime() - start) / 1000);
      assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
      LockSupport.parkNanos(50_000_000);
    }
    return micros;
  }

  /** In milliseconds. */
  private record Times(double p50, double p99, int count) {
    static Times of(List<Long> micros) {
      List<Long> sorted = new ArrayList<>(micros);
      Collections.sort(sorted);
      return new Times(at(sorted, 0.5), at(sorted, 0.99), sorted.size());
    }

    private static double at(List<Long> sorted, double part) {
      return sorted.get((int) (part * (sorted.size() - 1))) / 1000.0;
    }

    @Override
    public String toString() {
      return "p50 %.1f ms, p99 %.1f ms of %d".formatted(p50, p99, count);
    }
  }

  private static long memory(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"))) {
      if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("\\D", "")) << 10;
    }
    return 0;
  }

  private static String million() {
    StringBuilder json = new StringBuilder("{\"a\":0");
    for (int i = 0; i < 1_000_000; i++) json.append(",\"k").append(i).append("\":0");
    return json.append('}').toString();
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    } catch (IOException e) {
      throw new AssertionError("memory does not fail", e);
    }
    return packed.toByteArray();
  }
}
