package ffrtmp.http;

import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpRequest;
import ffrtmp.http.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the route of a request, at {@code /…} and at {@code /api/v1/…}. Where two templates fit,
 * the first of the table wins, so literal segments stand before names.
 */
final class Router {
  /** What was found: a route with the values of its names, or why there is none. */
  sealed interface Found {
    record Matched(Route route, Map<String, String> path) implements Found {}

    record Nowhere(Problem problem) implements Found {}
  }

  private final List<Route> routes;

  Router(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  Found find(HttpRequest request) {
    List<String> path = withoutPrefix(segments(request.getUri().path()));
    List<Route> fitting = new ArrayList<>();
    for (Route route : routes) {
      Optional<Map<String, String>> values = route.match(path);
      if (values.isEmpty()) continue;
      if (route.method().equals(request.method())) return new Found.Matched(route, values.get());
      fitting.add(route);
    }
    return new Found.Nowhere(fitting.isEmpty() ? notFound() : notAllowed(fitting));
  }

  private static Problem notFound() {
    return Problem.of(404, "there is nothing at this address");
  }

  private static Problem notAllowed(List<Route> fitting) {
    String allowed =
        fitting.stream()
            .map(Route::method)
            .map(HttpMethod::value)
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return Problem.of(405, "only " + allowed + " here").withHeader("Allow", allowed);
  }

  private static List<String> segments(String path) {
    return path.startsWith("/") ? List.of(path.substring(1).split("/", -1)) : List.of(path);
  }

  private static List<String> withoutPrefix(List<String> path) {
    boolean prefixed = path.size() > 2 && path.get(0).equals("api") && path.get(1).equals("v1");
    return prefixed ? path.subList(2, path.size()) : path;
  }
}
