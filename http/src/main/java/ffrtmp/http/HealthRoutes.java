package ffrtmp.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.http.json.Json;
import ffrtmp.protocol.port.Health;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Says whether this process lives, and whether it may be sent traffic. Alive is always 200: a
 * supervisor that restarted us because the store is out of reach would make it worse.
 */
final class HealthRoutes {
  /** Where it is asked whether this process lives. */
  static final String HEALTH = "/health";

  private static final Map<String, String> SILENT = Map.of("checks", "gave no answer in time");

  private final Health health;
  private final Duration timeout;

  HealthRoutes(Health health, Duration timeout) {
    this.health = health;
    this.timeout = timeout;
  }

  CompletionStage<HttpResponse> health(Exchange exchange) {
    return checks()
        .thenApply(checks -> answer(200, healthy(checks) ? "healthy" : "degraded", checks));
  }

  CompletionStage<HttpResponse> ready(Exchange exchange) {
    return checks()
        .thenApply(
            checks ->
                healthy(checks)
                    ? answer(200, "ready", checks)
                    : answer(503, "not ready", checks)
                        .addHeader(HttpHeader.parse("Retry-After", "1")));
  }

  private CompletionStage<Map<String, String>> checks() {
    // a copy, so that the time limit completes ours and not the port's own
    CompletableFuture<Map<String, String>> copy = health.checks().toCompletableFuture().copy();
    return copy.completeOnTimeout(SILENT, timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static boolean healthy(Map<String, String> checks) {
    return checks.values().stream().allMatch(String::isEmpty);
  }

  private static HttpResponse answer(int status, String word, Map<String, String> checks) {
    ObjectNode json = Json.object();
    json.put("status", word);
    ObjectNode each = json.putObject("checks");
    new TreeMap<>(checks).forEach((name, wrong) -> each.put(name, wrong.isEmpty() ? "ok" : wrong));
    return Answers.json(status, json);
  }
}
