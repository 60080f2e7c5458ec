package ffrtmp.http;

import akka.Done;
import akka.NotUsed;
import akka.http.javadsl.model.AttributeKey;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.OverflowStrategy;
import akka.stream.javadsl.Flow;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Tells a request of the end of its connection, which a long poll has to know of. */
final class Connections {
  private static final AttributeKey<Connection> CONNECTION =
      AttributeKey.create("connection", Connection.class);

  private Connections() {}

  /**
   * One connection, request by request. The buffer reads ahead of the request that is being
   * answered: without that nobody would look whether the client is still there.
   */
  static Flow<HttpRequest, HttpResponse, NotUsed> serving(
      Function<HttpRequest, CompletionStage<HttpResponse>> handler) {
    return Flow.fromMaterializer(
            (materializer, attributes) -> {
              Connection connection = new Connection();
              return Flow.of(HttpRequest.class)
                  .watchTermination(
                      (before, end) -> {
                        end.whenComplete((done, failure) -> connection.end());
                        return before;
                      })
                  .buffer(1, OverflowStrategy.backpressure())
                  .mapAsync(
                      1, request -> handler.apply(request.addAttribute(CONNECTION, connection)));
            })
        .mapMaterializedValue(stage -> NotUsed.getInstance());
  }

  /** Completes when nobody waits for the answer to this request any more. */
  static CompletionStage<Done> closed(HttpRequest request) {
    return request
        .getAttribute(CONNECTION)
        .map(Connection::closed)
        .orElseGet(CompletableFuture::new);
  }

  /**
   * Knows the request that is being answered and none before: a connection may live for weeks, and
   * what was told to wait for its end would pile up with each poll.
   */
  private static final class Connection {
    private boolean ended;
    private CompletableFuture<Done> current = new CompletableFuture<>();

    synchronized CompletionStage<Done> closed() {
      if (!ended) current = new CompletableFuture<>();
      return current;
    }

    void end() {
      CompletableFuture<Done> last;
      synchronized (this) {
        ended = true;
        last = current;
      }
      last.complete(Done.getInstance());
    }
  }
}
