package ffrtmp.ops.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MetricsServerTest {
  private static final String PAGE = "ffrtmp_active_jobs 1\n".repeat(1000);

  private final HttpClient client = HttpClient.newHttpClient();
  private MetricsServer server;

  @BeforeEach
  void open() throws IOException {
    server = MetricsServer.open("127.0.0.1", 0, () -> PAGE);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void metricsComeWithTheContentTypeThatPrometheusWants() throws Exception {
    HttpResponse<String> answer = get("/metrics");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(answer.body()).isEqualTo(PAGE);
  }

  @Test
  void theyAreCompressedForWhoAsks() throws Exception {
    HttpResponse<byte[]> answer =
        client.send(
            request("/metrics").header("Accept-Encoding", "deflate, gzip;q=0.8").build(),
            HttpResponse.BodyHandlers.ofByteArray());

    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(answer.body().length).isLessThan(PAGE.length() / 10);
    try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      assertThat(plain.readAllBytes()).isEqualTo(PAGE.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void andNotForWhoRefusesIt() throws Exception {
    HttpResponse<String> answer =
        client.send(
            request("/metrics").header("Accept-Encoding", "gzip;q=0").build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(answer.body()).isEqualTo(PAGE);
  }

  @Test
  void healthSaysThatTheProcessLives() throws Exception {
    HttpResponse<String> answer = get("/health");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"healthy\"}");
  }

  @Test
  void nothingElseIsServedAndNothingIsTaken() throws Exception {
    assertThat(get("/metrics/").statusCode()).isEqualTo(404);
    assertThat(get("/").statusCode()).isEqualTo(404);
    var post = request("/metrics").POST(HttpRequest.BodyPublishers.ofString("x")).build();
    HttpResponse<String> answer = client.send(post, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void aHeadIsAnsweredWithoutABody() throws Exception {
    var head = request("/metrics").method("HEAD", HttpRequest.BodyPublishers.noBody()).build();

    HttpResponse<String> answer = client.send(head, HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void aTakenPortIsSaidAtOnce() {
    int taken = server.address().getPort();

    assertThatThrownBy(() -> MetricsServer.open("127.0.0.1", taken, () -> PAGE))
        .isInstanceOf(BindException.class);
  }

  /** Held open and silent: the server keeps no more of them than it may, and ends each in time. */
  @Test
  void connectionsThatSayNothingDoNotKeepPrometheusOut() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < MetricsServer.MOST_CONNECTIONS + 10; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
        socket.getOutputStream().write("GET /met".getBytes(StandardCharsets.US_ASCII));
        silent.add(socket);
      }
      Await.until(
          () -> assertThat(status()).as("the status, or that none came").isEqualTo(200),
          Duration.ofSeconds(30));
    } finally {
      for (Socket socket : silent) socket.close();
    }
  }

  private int status() {
    try {
      return get("/metrics").statusCode();
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    URI uri = server.address().resolve(path);
    return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10));
  }
}
