package ffrtmp.http;

import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpResponse;
import ffrtmp.http.access.Access;
import java.util.concurrent.CompletionStage;

/**
 * One line of the table of routes.
 *
 * @param template the path, not the versioned one that {@link Router} adds; {@code {id}} stands for
 *     a segment
 * @param access who may use it
 * @param readsBody whether the handler takes the body; else it is drained
 */
record Route(
    HttpMethod method, String template, Access access, boolean readsBody, Handler handler) {
  /** Answers a request of one route; a failed stage is an error of ours. */
  @FunctionalInterface
  interface Handler {
    CompletionStage<HttpResponse> answer(Exchange exchange);
  }

  static Route of(HttpMethod method, String template, Access access, Handler handler) {
    return new Route(method, template, access, false, handler);
  }

  static Route withBody(HttpMethod method, String template, Access access, Handler handler) {
    return new Route(method, template, access, true, handler);
  }
}
