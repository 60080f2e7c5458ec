package ffrtmp.ops.client.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ffrtmp.ops.client.wire.ClientFailure;
import ffrtmp.ops.client.wire.EventReader;
import ffrtmp.ops.client.wire.Live;
import ffrtmp.ops.client.wire.Query;
import ffrtmp.ops.client.wire.Request;
import ffrtmp.ops.client.wire.Server;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a job until it has ended: by live events, by asking each second where the server has
 * none. It bears a restart of the server.
 */
final class JobWatch {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ROUND = Duration.ofSeconds(1);

  private final Server server;
  private final Consumer<JsonNode> seen;
  private @Nullable JsonNode last;

  /**
   * @param seen hears of each change
   */
  JobWatch(Server server, Consumer<JsonNode> seen) {
    this.server = server;
    this.seen = seen;
  }

  /** The job as it ended. */
  JsonNode untilEnd(String id) {
    String path = "/jobs/" + Query.segment(id);
    Live.End end = new Live(server, path + "/events").follow(this::ended);
    if (end == Live.End.ENOUGH && last != null) return last;
    return poll(Request.get(path));
  }

  private boolean ended(EventReader.Event event) {
    if (!event.type().equals("state") && !event.type().equals("progress")) return false;
    try {
      return ended(JSON.readTree(event.data()));
    } catch (JsonProcessingException e) {
      throw ClientFailure.refused("the server sent an event that is no JSON", "");
    }
  }

  private boolean ended(JsonNode job) {
    last = job;
    seen.accept(job);
    return JobTexts.ended(job);
  }

  private JsonNode poll(Request request) {
    Duration away = Duration.ZERO;
    while (true) {
      try {
        JsonNode job = server.ask(request, "status");
        if (ended(job)) return job;
        away = Duration.ZERO;
      } catch (ClientFailure e) {
        boolean comesBack = e.kind() == ClientFailure.Kind.UNREACHABLE && last != null;
        if (!comesBack || away.compareTo(server.patience().away()) >= 0) throw e;
        if (away.isZero()) server.tell("the server is away, asking again");
        away = away.plus(ROUND);
      }
      server.pause().of(ROUND);
    }
  }
}
