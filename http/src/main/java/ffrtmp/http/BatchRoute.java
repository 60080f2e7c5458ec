package ffrtmp.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpResponse;
import ffrtmp.http.problem.Problem;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Accepts many jobs in one request. */
final class BatchRoute {
  BatchRoute(ActorSystem<?> system, SubmitRoutes submit, HttpSettings.Batch settings) {}

  CompletionStage<HttpResponse> submit(Exchange exchange) {
    return CompletableFuture.completedFuture(Problem.of(501, "not yet").response());
  }
}
