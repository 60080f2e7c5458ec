package ffrtmp.ops.client.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Live events that outlive a server's restart: where the connection breaks, it comes again with the
 * id it saw last, until the server was away for longer than {@link Patience#away()}.
 */
public final class Live {
  private static final Duration USUAL_PAUSE = Duration.ofSeconds(2);
  private static final Duration LEAST_PAUSE = Duration.ofMillis(100);
  private static final Duration MOST_PAUSE = Duration.ofSeconds(30);

  /** How it ended. */
  public enum End {
    /** The reader had enough. */
    ENOUGH,
    /** The server has nothing more. */
    OVER,
    /** The server sends no events here. */
    NONE
  }

  private final Server server;
  private final String path;
  private String lastId = "";
  private boolean met;
  private Duration pause = USUAL_PAUSE;
  private Duration away = Duration.ZERO;

  public Live(Server server, String path) {
    this.server = server;
    this.path = path;
  }

  /**
   * Follows until {@code enough} says so of an event.
   *
   * @throws ClientFailure when the server refuses, or stays away
   */
  public End follow(Predicate<EventReader.Event> enough) {
    while (true) {
      try {
        End end = once(enough);
        if (end != null) return end;
      } catch (ClientFailure e) {
        if (e.kind() != ClientFailure.Kind.UNREACHABLE || !met) throw e;
        comeAgain(e);
      } catch (IOException e) {
        comeAgain(server.unreachable(e));
      }
    }
  }

  /** One connection; null where it broke and another is wanted. */
  private @Nullable End once(Predicate<EventReader.Event> enough) throws IOException {
    Request request = Request.get(path).with("Accept", "text/event-stream");
    if (!lastId.isEmpty()) request = request.with("Last-Event-ID", lastId);
    try (Reply reply = server.open(request, server.patience().events())) {
      if (reply.status() == 204) return End.OVER;
      if (Problem.lacksRoute(reply.status())) return End.NONE;
      if (met && reply.status() == 503) {
        comeAgain(server.refusal(request, reply));
        return null;
      }
      if (!reply.good()) throw server.refusal(request, reply);
      if (!reply.is("text/event-stream")) return End.NONE;
      met = true;
      return read(new EventReader(reply.body()), enough);
    }
  }

  private @Nullable End read(EventReader reader, Predicate<EventReader.Event> enough)
      throws IOException {
    EventReader.Event event = reader.next();
    while (event != null) {
      lastId = event.id();
      heed(reader);
      if (enough.test(event)) return End.ENOUGH;
      away = Duration.ZERO;
      event = reader.next();
    }
    heed(reader);
    comeAgain(ClientFailure.unreachable("the server ended its live events", ""));
    return null;
  }

  private void comeAgain(ClientFailure why) {
    if (away.compareTo(server.patience().away()) >= 0) throw why;
    if (away.isZero()) server.tell("the connection broke, coming again");
    server.pause().of(pause);
    away = away.plus(pause);
  }

  /** A server may say when to come again, but not at once and for ever, nor never. */
  private void heed(EventReader reader) {
    if (reader.retryMillis() < 0) return;
    Duration said = Duration.ofMillis(reader.retryMillis());
    pause = said.compareTo(MOST_PAUSE) > 0 ? MOST_PAUSE : said;
    if (pause.compareTo(LEAST_PAUSE) < 0) pause = LEAST_PAUSE;
  }
}
