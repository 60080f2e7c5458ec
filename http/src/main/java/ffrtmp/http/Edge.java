package ffrtmp.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import ffrtmp.http.access.Admission;
import ffrtmp.http.access.Caller;
import ffrtmp.http.access.Callers;
import ffrtmp.http.access.Denial;
import ffrtmp.http.access.Denials;
import ffrtmp.http.problem.Problem;
import java.util.Locale;
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
  private final Callers callers;
  private final Denials denials;
  private final KeyWatch watch;
  private final Failures failures = new Failures();
  private final Supplier<UUID> requestIds;

  Edge(
      ActorSystem<?> system,
      HttpSettings settings,
      Ports ports,
      KeyWatch watch,
      Supplier<UUID> requestIds) {
    this.system = system;
    this.watch = watch;
    this.requestIds = requestIds;
    router = new Router(Routes.all(system, settings, ports, failures));
    callers = new Callers(ports.keys());
    denials = ports.keys().denials();
  }

  CompletionStage<HttpResponse> answer(HttpRequest request) {
    String id = requestId(request);
    HttpHeader header = HttpHeader.parse(REQUEST_ID, id);
    RequestTimeout.explain(request, header);
    return guarded(() -> route(request, id))
        .exceptionally(failure -> failures.problem(failure, request, id).response())
        .thenApply(response -> response.addHeader(header));
  }

  private CompletionStage<HttpResponse> route(HttpRequest request, String id) {
    Router.Found found = router.find(request);
    boolean open = found instanceof Router.Found.Matched match && match.route().access().open();
    Admission admission = open ? Admission.lasting(Caller.NOBODY) : callers.of(request);
    if (admission instanceof Admission.Denied denied) {
      denials.count(denied.why(), denied.keyId(), found.name(), id);
      return refuse(request, unauthorized());
    }
    if (found instanceof Router.Found.Nowhere nowhere) return refuse(request, nowhere.problem());
    Admission.Admitted admitted = (Admission.Admitted) admission;
    Router.Found.Matched match = (Router.Found.Matched) found;
    Caller caller = admitted.caller();
    Route route = match.route();
    if (!route.access().allows(caller)) {
      boolean role = !route.access().allowsRoleOf(caller);
      denials.count(role ? Denial.ROLE : Denial.TENANT, caller.name(), found.name(), id);
      return refuse(request, role ? forbidden(route) : notForTenants());
    }
    // an unread body would hold up the connection's next request
    if (!route.readsBody()) request.discardEntityBytes(system);
    return watch.over(
        admitted,
        request,
        watched ->
            route.answer(
                new Exchange(watched, match.path(), request.getUri().query(), caller, id)));
  }

  private CompletionStage<HttpResponse> refuse(HttpRequest request, Problem problem) {
    request.discardEntityBytes(system);
    return CompletableFuture.completedFuture(problem.response());
  }

  static Problem unauthorized() {
    return Problem.of(401, "a valid key is needed: Authorization: Bearer KEY, or X-API-Key: KEY")
        .withHeader("WWW-Authenticate", "Bearer");
  }

  private static Problem notForTenants() {
    return Problem.of(403, "this concerns the whole installation, and the key is a tenant's");
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
