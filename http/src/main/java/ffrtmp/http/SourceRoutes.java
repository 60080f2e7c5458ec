package ffrtmp.http;

import akka.http.javadsl.model.HttpResponse;
import ffrtmp.http.json.SourceJson;
import ffrtmp.http.problem.Problem;
import ffrtmp.protocol.port.Sessions;
import ffrtmp.protocol.stream.SourceName;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Shows the log sources, has one read again, forgets one's sessions. */
final class SourceRoutes {
  private final Sessions sessions;
  private final Clock clock;

  SourceRoutes(Sessions sessions, Clock clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  CompletionStage<HttpResponse> list(Exchange exchange) {
    return sessions
        .sources()
        .thenApply(sources -> Answers.json(200, SourceJson.list(sources, clock.instant())));
  }

  /** Only begins here: the files are read after the answer. */
  CompletionStage<HttpResponse> reprocess(Exchange exchange) {
    return command(
        exchange, 202, "reprocessing", source -> sessions.reprocess(source, exchange.cause()));
  }

  CompletionStage<HttpResponse> deleteSessions(Exchange exchange) {
    return command(
        exchange, 200, "deleted", source -> sessions.deleteSessions(source, exchange.cause()));
  }

  private static CompletionStage<HttpResponse> command(
      Exchange exchange,
      int status,
      String word,
      Function<SourceName, CompletionStage<Boolean>> command) {
    Optional<SourceName> name = SourceName.parse(exchange.path("id"));
    if (name.isEmpty()) return CompletableFuture.completedFuture(unknown());
    SourceName source = name.get();
    return command
        .apply(source)
        .thenApply(
            known -> known ? Answers.json(status, SourceJson.status(source, word)) : unknown());
  }

  private static HttpResponse unknown() {
    return Problem.of(404, "there is no such log source").response();
  }
}
