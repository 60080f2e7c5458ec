package ffrtmp.http;

import akka.http.javadsl.model.HttpResponse;
import ffrtmp.http.docs.Page;
import ffrtmp.http.docs.Pages;
import ffrtmp.http.problem.Problem;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Serves what the API says of itself; it tells nothing secret and so needs no key. */
final class DocsRoutes {
  private final Pages pages = new Pages();

  CompletionStage<HttpResponse> welcome(Exchange exchange) {
    return done(pages.welcome(), exchange);
  }

  CompletionStage<HttpResponse> docs(Exchange exchange) {
    return done(pages.docs(), exchange);
  }

  CompletionStage<HttpResponse> openapi(Exchange exchange) {
    return done(pages.openapi(), exchange);
  }

  CompletionStage<HttpResponse> file(Exchange exchange) {
    Optional<Page> page = pages.file(exchange.path("file"));
    return page.isPresent()
        ? done(page.get(), exchange)
        : CompletableFuture.completedFuture(Problem.of(404, "there is no such file").response());
  }

  private static CompletionStage<HttpResponse> done(Page page, Exchange exchange) {
    return CompletableFuture.completedFuture(page.answer(exchange.request()));
  }
}
