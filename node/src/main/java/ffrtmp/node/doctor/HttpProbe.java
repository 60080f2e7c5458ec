package ffrtmp.node.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Asks a server that may be any, and takes no more of its answer than is needed. */
final class HttpProbe {
  private static final int MOST_BYTES = 64 << 10;

  private final HttpClient client;
  private final Duration patience;

  /**
   * @param tls whom to trust and who to be; absent: as the JVM does
   */
  HttpProbe(@Nullable SSLContext tls, Duration patience) {
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(patience);
    if (tls != null) builder.sslContext(tls);
    this.client = builder.build();
    this.patience = patience;
  }

  /**
   * The beginning of an answer.
   *
   * @param date the server's clock, as it says
   */
  record Answer(int status, String body, Optional<String> date) {}

  /**
   * @param key sent as a bearer's; absent: none
   */
  Answer get(URI uri, @Nullable String key) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(patience);
    if (key != null) request.header("Authorization", "Bearer " + key);
    HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      return new Answer(
          answer.statusCode(),
          new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8),
          answer.headers().firstValue("Date"));
    }
  }
}
