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

/** Tells each request of the end of its connection, which a long poll has to know of. */
final class Connections {
  /** Completes when the client has closed the connection, or it broke. */
  private record Closed(CompletionStage<Done> stage) {}

  private static final AttributeKey<Closed> CLOSED = AttributeKey.create("closed", Closed.class);

  private Connections() {}

  /**
   * One connection, request by request. The buffer reads ahead of the request that is being
   * answered: without that nobody would look whether the client is still there.
   */
  static Flow<HttpRequest, HttpResponse, NotUsed> serving(
      Function<HttpRequest, CompletionStage<HttpResponse>> handler) {
    return Flow.fromMaterializer(
            (materializer, attributes) -> {
              Closed closed = new Closed(new CompletableFuture<>());
              return Flow.of(HttpRequest.class)
                  .watchTermination(
                      (before, end) -> {
                        end.whenComplete((done, failure) -> end(closed));
                        return before;
                      })
                  .buffer(1, OverflowStrategy.backpressure())
                  .mapAsync(1, request -> handler.apply(request.addAttribute(CLOSED, closed)));
            })
        .mapMaterializedValue(stage -> NotUsed.getInstance());
  }

  /** Completes when nobody waits for the answer any more. */
  static CompletionStage<Done> closed(HttpRequest request) {
    return request.getAttribute(CLOSED).map(Closed::stage).orElseGet(CompletableFuture::new);
  }

  private static void end(Closed closed) {
    closed.stage().toCompletableFuture().complete(Done.getInstance());
  }
}
