package ffrtmp.http;

import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One line of the table of routes.
 *
 * @param template the path without the {@code /api/v1} prefix; {@code {id}} stands for a segment
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

  /** The values of the template's names, when {@code path} fits it. */
  Optional<Map<String, String>> match(List<String> path) {
    List<String> parts = List.of(template.substring(1).split("/"));
    if (parts.size() != path.size()) return Optional.empty();
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      if (part.startsWith("{")) values.put(part.substring(1, part.length() - 1), path.get(i));
      else if (!part.equals(path.get(i))) return Optional.empty();
    }
    return Optional.of(values);
  }
}
