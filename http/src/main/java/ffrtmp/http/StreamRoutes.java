package ffrtmp.http;

import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.http.json.DownloadJson;
import ffrtmp.http.json.SessionJson;
import ffrtmp.http.problem.Problem;
import ffrtmp.protocol.port.Sessions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Shows what was learnt from the logs: downloads and sessions. */
final class StreamRoutes {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final Sessions sessions;

  StreamRoutes(Sessions sessions) {
    this.sessions = sessions;
  }

  CompletionStage<HttpResponse> downloads(Exchange exchange) {
    QueryReader query = new QueryReader(exchange.query());
    var filter = StreamFilters.downloads(query);
    return list(
        query,
        () -> sessions.downloads(filter),
        page -> DownloadJson.page(page, StreamFilters.nextDownloads(page.next())));
  }

  CompletionStage<HttpResponse> sessions(Exchange exchange) {
    QueryReader query = new QueryReader(exchange.query());
    var filter = StreamFilters.sessions(query);
    return list(
        query,
        () -> sessions.sessions(filter),
        page -> SessionJson.page(page, StreamFilters.nextSessions(page.next())));
  }

  CompletionStage<HttpResponse> speed(Exchange exchange) {
    String id = exchange.path("id");
    if (!NUMBER.matcher(id).matches()) {
      return done(Problem.of(400, "a download's id is a whole number"));
    }
    return sessions
        .download(Long.parseLong(id))
        .thenApply(
            found ->
                found
                    .map(detail -> Answers.json(200, DownloadJson.speed(detail)))
                    .orElseGet(() -> Problem.of(404, "there is no such download").response()));
  }

  private static <T> CompletionStage<HttpResponse> list(
      QueryReader query, Supplier<CompletionStage<T>> load, Function<T, ObjectNode> json) {
    return query.faults().isEmpty()
        ? load.get().thenApply(page -> Answers.json(200, json.apply(page)))
        : done(Problem.badFields(query.faults()));
  }

  private static CompletionStage<HttpResponse> done(Problem problem) {
    return CompletableFuture.completedFuture(problem.response());
  }
}
