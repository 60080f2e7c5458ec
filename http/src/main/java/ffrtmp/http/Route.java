package ffrtmp.http;

import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpResponse;
import java.util.concurrent.CompletionStage;

/**
 * One line of the table of routes.
 *
 * @param template the path, not the versioned one that {@link Router} adds; {@code {id}} stands for
 *     a segment
 * @param open whether it is served without a key
 * @param readsBody whether the handler takes the body; else it is drained
 */
record Route(HttpMethod method, String template, boolean open, boolean readsBody, Handler handler) {
  /** Answers a request of one route; a failed stage is an error of ours. */
  @FunctionalInterface
  interface Handler {
    CompletionStage<HttpResponse> answer(Exchange exchange);
  }

  static Route of(HttpMethod method, String template, Handler handler) {
    return new Route(method, template, false, false, handler);
  }

  static Route open(HttpMethod method, String template, Handler handler) {
    return new Route(method, template, true, false, handler);
  }

  static Route withBody(HttpMethod method, String template, Handler handler) {
    return new Route(method, template, false, true, handler);
  }
}
