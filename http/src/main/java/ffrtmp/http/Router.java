package ffrtmp.http;

import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import ffrtmp.http.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the route of a request. What the table has at {@code /X} or at {@code /api/X} is served
 * there and at {@code /api/v1/X}. Where two templates fit, the first of the table wins, so literal
 * segments stand before names.
 */
final class Router {
  /** What was found: a route with the values of its names, or why there is none. */
  sealed interface Found {
    record Matched(Route route, Map<String, String> path) implements Found {}

    record Nowhere(Problem problem) implements Found {}
  }

  private final List<Address> addresses;

  Router(List<Route> routes) {
    addresses = routes.stream().flatMap(Address::of).toList();
  }

  Found find(HttpRequest request) {
    List<String> path = segments(request.getUri().path());
    HttpMethod method = served(request.method());
    List<Route> fitting = new ArrayList<>();
    for (Address address : addresses) {
      Optional<Map<String, String>> values = address.match(path);
      if (values.isEmpty()) continue;
      Route route = address.route();
      if (route.method().equals(method)) return new Found.Matched(route, values.get());
      fitting.add(route);
    }
    return new Found.Nowhere(fitting.isEmpty() ? notFound() : notAllowed(fitting));
  }

  /** HEAD is GET without the body, which is left out where the answer is written. */
  private static HttpMethod served(HttpMethod method) {
    return method.equals(HttpMethods.HEAD) ? HttpMethods.GET : method;
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

  /** One of the two places where a route is served. */
  private record Address(Route route, List<String> parts) {
    private static final String UNVERSIONED = "/api/";

    static Stream<Address> of(Route route) {
      String own = route.template();
      String bare = own.startsWith(UNVERSIONED) ? own.substring(UNVERSIONED.length() - 1) : own;
      return Stream.of(own, "/api/v1" + bare).map(at -> new Address(route, segments(at)));
    }

    /** The values of the template's names, when {@code path} fits it. */
    Optional<Map<String, String>> match(List<String> path) {
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
}
