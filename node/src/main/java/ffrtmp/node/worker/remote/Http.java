package ffrtmp.node.worker.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Requests to the master and their answers, JSON both ways. Each is made once: who asked decides
 * whether to ask again. Trouble with the master as a whole is told to {@link Contact}.
 */
final class Http {
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
  private static final int MOST_ANSWER_BYTES = 4 << 20;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final HttpClient client;
  private final RemoteSettings settings;
  private final String base;
  private final Contact contact;

  /**
   * An answer that came.
   *
   * @param body a missing node where there was none
   * @param retryAfter what the master asked for; zero where it did not
   */
  record Answer(int status, JsonNode body, Duration retryAfter) {
    boolean good() {
      return status >= 200 && status < 300;
    }

    /** What the problem says of itself, else the status. */
    String why() {
      String detail = body.path("detail").asText("");
      return detail.isEmpty() ? "status " + status : status + ", " + detail;
    }
  }

  /** A request under way, and how to give it up: its connection is closed. */
  record Waiting(CompletableFuture<Answer> answer, Runnable giveUp) {}

  Http(RemoteSettings settings, Contact contact) {
    this.settings = settings;
    this.base = settings.master().toString().replaceFirst("/+$", "");
    this.contact = contact;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_WITHIN)
            .followRedirects(HttpClient.Redirect.NEVER);
    if (settings.tls() != null) builder.sslContext(settings.tls());
    this.client = builder.build();
  }

  CompletableFuture<Answer> get(String path, Duration within) {
    return send(request(path, within).GET());
  }

  /** The same where the master may take its time. */
  Waiting await(String path, Duration within) {
    CompletableFuture<HttpResponse<byte[]>> sent = sent(request(path, within).GET());
    return new Waiting(answer(sent), () -> sent.cancel(true));
  }

  CompletableFuture<Answer> post(String path, JsonNode body, Duration within) {
    return send(
        request(path, within).header("Content-Type", "application/json").POST(publisher(body)));
  }

  private static BodyPublisher publisher(JsonNode body) {
    try {
      return BodyPublishers.ofByteArray(Wire.JSON.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a JSON tree could not be written", e);
    }
  }

  private HttpRequest.Builder request(String path, Duration within) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(within)
            .header("Accept", "application/json");
    if (settings.apiKey() != null) request.header("Authorization", "Bearer " + settings.apiKey());
    return request;
  }

  private CompletableFuture<Answer> send(HttpRequest.Builder request) {
    return answer(sent(request));
  }

  private CompletableFuture<HttpResponse<byte[]>> sent(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), head -> new BoundedBody(MOST_ANSWER_BYTES));
  }

  private CompletableFuture<Answer> answer(CompletableFuture<HttpResponse<byte[]>> sent) {
    return sent.thenApply(Http::answer)
        .whenComplete(
            (answer, failure) -> {
              if (!sent.isCancelled()) judge(answer, failure);
            });
  }

  private static Answer answer(HttpResponse<byte[]> response) {
    return new Answer(response.statusCode(), json(response.body()), retryAfter(response));
  }

  /** What is no JSON carries nothing that could be understood. */
  private static JsonNode json(byte[] bytes) {
    try {
      return Wire.JSON.readTree(bytes);
    } catch (IOException e) {
      return Wire.JSON.missingNode();
    }
  }

  private static Duration retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("\\d{1,9}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .map(pause -> pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause)
        .orElse(Duration.ZERO);
  }

  private void judge(@Nullable Answer answer, @Nullable Throwable failure) {
    if (answer == null) {
      if (failure != null) contact.lost(Troubles.line(failure, base.startsWith("https:")));
    } else if (answer.status() == 401) {
      contact.lost("it does not know this worker's key (401); give MASTER_API_KEY or --api-key");
    } else if (answer.status() == 403) {
      contact.lost("the key must not act as this worker (" + answer.why() + "); see --api-key");
    } else if (answer.status() >= 300 && answer.status() < 400) {
      contact.lost("it answers with a redirection (" + answer.status() + "); see --master");
    } else if (answer.status() >= 500) {
      contact.lost("it cannot answer now (" + answer.why() + ")");
    } else {
      contact.found();
    }
  }
}
