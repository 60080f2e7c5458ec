package ffrtmp.node.worker.remote;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.protocol.node.NodeFacts;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.Vitals;
import ffrtmp.protocol.worker.Held;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What the lease asks of the master. Each method asks once, and its stage never fails: what went
 * wrong is {@link Heard.Unclear}.
 */
final class Master {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
  private static final Duration POLL_MARGIN = Duration.ofSeconds(15);

  /** A wrong key or a wrong request is mended by people, not by haste. */
  private static final Duration SLOW = Duration.ofSeconds(15);

  private final Http http;
  private final Contact contact;
  private final RemoteSettings settings;

  /** One life of this worker, as the master knows it. */
  record Registration(NodeId node, String incarnation) {}

  /**
   * A good answer to a registration or a heartbeat.
   *
   * @param heartbeat how often the master wants to hear of the worker
   * @param lease how long the worker may go on without being heard
   * @param directives what the attempts held here are to do
   */
  record Granted(NodeId node, Duration heartbeat, Duration lease, List<Directive> directives) {}

  /** An offer of a slot under way, and how to withdraw it. */
  record Poll(CompletionStage<Heard<Offer>> offer, Runnable giveUp) {}

  Master(Http http, Contact contact, RemoteSettings settings) {
    this.http = http;
    this.contact = contact;
    this.settings = settings;
  }

  CompletionStage<Heard<Granted>> register(NodeFacts facts, String incarnation) {
    JsonNode body = Wire.registration(facts, incarnation, settings.heartbeat());
    return http.post("/nodes/register", body, ANSWER_WITHIN)
        .handle((answer, failure) -> heard(answer, failure, json -> granted(json.path("id"), json)))
        .whenComplete(this::sayDenied);
  }

  /** To be denied a registration is no matter of who is known, so it would go unsaid. */
  private void sayDenied(@Nullable Heard<Granted> heard, @Nullable Throwable failure) {
    if (heard instanceof Heard.Denied<Granted> denied) {
      contact.lost("it takes no registration (" + denied.why() + "); see --master");
    }
  }

  /**
   * Renews the lease.
   *
   * @param closing whether the worker ends and wants no more attempts
   */
  CompletionStage<Heard<Granted>> heartbeat(
      Registration as, Vitals vitals, Set<Held> held, boolean closing, Duration within) {
    JsonNode body = Wire.heartbeat(as.incarnation(), vitals, held, closing);
    return http.post("/nodes/" + as.node() + "/heartbeat", body, within)
        .handle(
            (answer, failure) ->
                heard(answer, failure, json -> granted(json.path("node_id"), json)));
  }

  /** Offers one slot for as long as {@code wait}. */
  Poll next(Registration as, Duration wait) {
    String path =
        "/jobs/next?node_id=%s&incarnation=%s&wait=%ss"
            .formatted(
                as.node(),
                URLEncoder.encode(as.incarnation(), StandardCharsets.UTF_8),
                wait.toSeconds());
    Http.Waiting waiting = http.await(path, wait.plus(POLL_MARGIN));
    return new Poll(
        waiting.answer().handle((answer, failure) -> heard(answer, failure, Offer::of)),
        waiting.giveUp());
  }

  /** Nothing is held here any more, and nothing will be. */
  CompletionStage<Heard<Boolean>> deregister(Registration as) {
    JsonNode body = Wire.object().put("incarnation", as.incarnation());
    return http.post("/nodes/" + as.node() + "/deregister", body, ANSWER_WITHIN)
        .handle((answer, failure) -> heard(answer, failure, json -> true));
  }

  private Granted granted(JsonNode id, JsonNode json) throws IOException {
    Duration heartbeat = seconds(json.path("heartbeat_interval_seconds"), settings.heartbeat());
    Duration lease = seconds(json.path("lease_seconds"), settings.lease());
    try {
      NodeId node = new NodeId(UUID.fromString(id.asText()));
      return new Granted(node, heartbeat, lease, Directive.list(json.path("commands")));
    } catch (IllegalArgumentException e) {
      throw new IOException("no node's id in it", e);
    }
  }

  private static Duration seconds(JsonNode json, Duration otherwise) {
    double seconds = json.asDouble(0);
    return seconds > 0 ? Duration.ofMillis((long) (seconds * 1000)) : otherwise;
  }

  private interface Reading<T> {
    T of(JsonNode json) throws IOException;
  }

  private static <T> Heard<T> heard(
      Http.@Nullable Answer answer, @Nullable Throwable failure, Reading<T> reading) {
    if (answer == null) return new Heard.Unclear<>(String.valueOf(failure), Duration.ZERO);
    if (answer.good()) {
      try {
        return new Heard.Told<>(reading.of(answer.body()));
      } catch (IOException e) {
        return new Heard.Unclear<>("its answer is not understood: " + e.getMessage(), SLOW);
      }
    }
    return switch (answer.status()) {
      case 404, 409 -> new Heard.Denied<>(answer.why());
      case 429, 500, 502, 503, 504 -> new Heard.Unclear<>(answer.why(), answer.retryAfter());
      default -> new Heard.Unclear<>(answer.why(), SLOW);
    };
  }
}
