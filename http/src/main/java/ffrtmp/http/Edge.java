package ffrtmp.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import ffrtmp.http.access.Caller;
import ffrtmp.http.problem.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What every request passes: it gets an id, its caller is known or sent away, its route is found,
 * and whatever goes wrong becomes a problem without a trace of our inside.
 */
final class Edge {
  private static final String REQUEST_ID = "X-Request-Id";

  private final ActorSystem<?> system;
  private final Router router;
  private final KeyCheck keys;
  private final Failures failures = new Failures();
  private final Supplier<UUID> requestIds;
  private final SecurityHeaders securityHeaders;

  Edge(ActorSystem<?> system, HttpSettings settings, Ports ports, Supplier<UUID> requestIds) {
    this.system = system;
    this.requestIds = requestIds;
    router = new Router(Routes.all(system, settings, ports, failures));
    keys = new KeyCheck(settings.apiKey());
    securityHeaders = SecurityHeaders.of(settings.tls() != null);
  }

  CompletionStage<HttpResponse> answer(HttpRequest request) {
    String id = requestId(request);
    HttpHeader header = HttpHeader.parse(REQUEST_ID, id);
    RequestTimeout.explain(request, response -> securityHeaders.on(response.addHeader(header)));
    return guarded(() -> route(request, id))
        .exceptionally(failure -> failures.problem(failure, request, id).response())
        .thenApply(response -> securityHeaders.on(response.addHeader(header)));
  }

  private CompletionStage<HttpResponse> route(HttpRequest request, String id) {
    Router.Found found = router.find(request);
    boolean open = found instanceof Router.Found.Matched match && match.route().access().open();
    Optional<Caller> caller = open ? Optional.of(Caller.NOBODY) : keys.caller(request);
    if (caller.isEmpty()) return refuse(request, unauthorized());
    if (found instanceof Router.Found.Nowhere nowhere) return refuse(request, nowhere.problem());
    Router.Found.Matched match = (Router.Found.Matched) found;
    Route route = match.route();
    if (!route.access().allows(caller.get().role())) return refuse(request, forbidden(route));
    // an unread body would hold up the connection's next request
    if (!route.readsBody()) request.discardEntityBytes(system);
    return route
        .handler()
        .answer(new Exchange(request, match.path(), request.getUri().query(), caller.get(), id));
  }

  private CompletionStage<HttpResponse> refuse(HttpRequest request, Problem problem) {
    request.discardEntityBytes(system);
    return CompletableFuture.completedFuture(problem.response());
  }

  private static Problem unauthorized() {
    return Problem.of(401, "a valid key is needed: Authorization: Bearer KEY, or X-API-Key: KEY")
        .withHeader("WWW-Authenticate", "Bearer");
  }

  private static Problem forbidden(Route route) {
    String roles =
        route.access().sorted().stream()
            .map(role -> role.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" or "));
    return Problem.of(403, "this key's role does not allow it: it takes " + roles);
  }

  /** A handler may throw before it has a stage to fail. */
  private static CompletionStage<HttpResponse> guarded(
      Supplier<CompletionStage<HttpResponse>> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** The client's own id where it is 1 to 128 visible ASCII characters, else a new one. */
  private String requestId(HttpRequest request) {
    return request
        .getHeader(REQUEST_ID)
        .map(HttpHeader::value)
        .filter(value -> value.matches("[!-~]{1,128}"))
        .orElseGet(() -> requestIds.get().toString());
  }
}
