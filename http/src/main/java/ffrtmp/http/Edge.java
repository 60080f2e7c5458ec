package ffrtmp.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import ffrtmp.http.access.Caller;
import ffrtmp.http.account.Account;
import ffrtmp.http.account.Accounts;
import ffrtmp.http.limit.RateLimits;
import ffrtmp.http.problem.Problem;
import ffrtmp.protocol.metric.Reading;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What every request passes: its bytes are counted, it gets an id, its caller is known or sent
 * away, its route is found, and whatever goes wrong becomes a problem without a trace of our
 * inside.
 */
final class Edge {
  private static final String REQUEST_ID = "X-Request-Id";

  private final ActorSystem<?> system;
  private final Router router;
  private final KeyCheck keys;
  private final Failures failures = new Failures();
  private final Supplier<UUID> requestIds;
  private final Accounts accounts;
  private final Compression compression;
  private final RateLimits limits;

  Edge(
      ActorSystem<?> system,
      HttpSettings settings,
      Ports ports,
      Supplier<UUID> requestIds,
      LongSupplier nanos) {
    this.system = system;
    this.requestIds = requestIds;
    List<Route> routes = Routes.all(system, settings, ports, failures);
    router = new Router(routes);
    List<String> templates = routes.stream().map(Route::template).toList();
    accounts = new Accounts(templates, settings.accounting().clients());
    limits = new RateLimits(settings.rate(), tenant -> 0, nanos);
    limits.warnOfUnknown(templates);
    compression = new Compression(settings.accounting(), accounts);
    keys = new KeyCheck(settings.apiKey());
  }

  CompletionStage<HttpResponse> answer(HttpRequest received) {
    Account account = accounts.open(received.method());
    HttpRequest request = account.received(received);
    String id = requestId(request);
    HttpHeader header = HttpHeader.parse(REQUEST_ID, id);
    RequestTimeout.explain(request, header, account::overtaken);
    return guarded(() -> route(request, account, id))
        .exceptionally(failure -> failures.problem(failure, request, id).response())
        .thenApply(response -> response.addHeader(header))
        .thenApply(response -> account.answered(compression.of(request, response)));
  }

  /** Counts an answer to what never became a request. */
  HttpResponse refused(HttpResponse response) {
    return accounts.refused(response);
  }

  /** Every series of the edge. */
  void read(Consumer<Reading> to) {
    accounts.read(to);
    limits.read(to);
  }

  private CompletionStage<HttpResponse> route(HttpRequest request, Account account, String id) {
    Router.Found found = router.find(request);
    if (found instanceof Router.Found.Matched match) account.route(match.route().template());
    boolean open = found instanceof Router.Found.Matched match && match.route().access().open();
    Optional<Caller> caller = open ? Optional.of(Caller.NOBODY) : keys.caller(request);
    RateLimits.Admission admission = admit(request, found, caller.orElse(null));
    if (admission.problem() != null) return refuse(request, admission.problem());
    if (admission.toll() != null) account.toll(admission.toll());
    if (caller.isEmpty()) return refuse(request, unauthorized());
    account.client(caller.get().name());
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

  /** A supervisor that asks whether this process lives must never hear that it asks too much. */
  private RateLimits.Admission admit(
      HttpRequest request, Router.Found found, @Nullable Caller caller) {
    if (!(found instanceof Router.Found.Matched match)) {
      return limits.admit(request, Accounts.UNMATCHED, caller);
    }
    String template = match.route().template();
    return template.equals(HealthRoutes.HEALTH)
        ? RateLimits.Admission.FREE
        : limits.admit(request, template, caller);
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
