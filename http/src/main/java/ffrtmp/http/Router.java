package ffrtmp.http;

import static akka.http.javadsl.model.HttpMethods.GET;
import static akka.http.javadsl.model.HttpMethods.HEAD;
import static akka.http.javadsl.model.HttpMethods.OPTIONS;

import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpRequest;
import ffrtmp.http.problem.Problem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    /** What logs call it; never the raw path. */
    String name();

    record Matched(Route route, Map<String, String> path) implements Found {
      @Override
      public String name() {
        return route.name();
      }
    }

    record Nowhere(Problem problem) implements Found {
      @Override
      public String name() {
        return "no route";
      }
    }

    /** The address was asked what it takes. */
    record Options(String allowed) implements Found {
      @Override
      public String name() {
        return "no route";
      }
    }
  }

  private final List<Address> addresses;

  Router(List<Route> routes) {
    addresses = routes.stream().flatMap(Address::of).toList();
  }

  Found find(HttpRequest request) {
    List<String> path = segments(request.getUri().path());
    HttpMethod method = served(request.method());
    Set<HttpMethod> fitting = new LinkedHashSet<>();
    for (Address address : addresses) {
      Optional<Map<String, String>> values = address.match(path);
      if (values.isEmpty()) continue;
      Route route = address.route();
      if (route.method().equals(method)) return new Found.Matched(route, values.get());
      fitting.add(route.method());
    }
    if (fitting.isEmpty()) return new Found.Nowhere(notFound(path));
    String allowed = allowed(fitting);
    return request.method().equals(OPTIONS)
        ? new Found.Options(allowed)
        : new Found.Nowhere(
            Problem.of(405, "only " + allowed + " here").withHeader("Allow", allowed));
  }

  /** HEAD is GET without the body, which is left out where the answer is written. */
  private static HttpMethod served(HttpMethod method) {
    return method.equals(HEAD) ? GET : method;
  }

  /** One address has one form: with a slash at its end it is another, which is only told. */
  private Problem notFound(List<String> path) {
    int last = path.size() - 1;
    boolean known =
        path.get(last).isEmpty()
            && addresses.stream().anyMatch(at -> at.match(path.subList(0, last)).isPresent());
    return Problem.of(
        404,
        known
            ? "there is nothing at this address, but without the slash at its end there is"
            : "there is nothing at this address");
  }

  /** HEAD and OPTIONS come with what the table has. */
  private static String allowed(Set<HttpMethod> methods) {
    Set<HttpMethod> all = new HashSet<>(methods);
    if (all.contains(GET)) all.add(HEAD);
    all.add(OPTIONS);
    return all.stream().map(HttpMethod::value).sorted().collect(Collectors.joining(", "));
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
        if (part.startsWith("{") && !path.get(i).isEmpty()) {
          values.put(part.substring(1, part.length() - 1), path.get(i));
        } else if (!part.equals(path.get(i))) {
          return Optional.empty();
        }
      }
      return Optional.of(values);
    }
  }
}
