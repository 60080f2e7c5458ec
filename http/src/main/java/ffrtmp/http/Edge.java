package ffrtmp.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.Query;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.scaladsl.model.IllegalUriException;
import ffrtmp.http.access.Admission;
import ffrtmp.http.account.Account;
import ffrtmp.http.account.Accounts;
import ffrtmp.http.guard.GuardCounts;
import ffrtmp.http.guard.SecurityHeaders;
import ffrtmp.http.guard.Unpacking;
import ffrtmp.http.guard.Unpacking.Result.Plain;
import ffrtmp.http.limit.RateLimits;
import ffrtmp.http.problem.FieldError;
import ffrtmp.http.problem.Problem;
import ffrtmp.protocol.metric.Reading;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.MDC;

/**
 * What every request passes: its bytes are counted, it gets an id, its caller is known or sent
 * away, its route is found, and whatever goes wrong becomes a problem without a trace of our
 * inside.
 */
final class Edge {
  private static final String REQUEST_ID = "X-Request-Id";
  private static final String REQUEST = "request_id";
  private static final String TRACE = "trace_id";

  private final ActorSystem<?> system;
  private final Router router;
  private final Gate gate;
  private final KeyWatch watch;
  private final Failures failures = new Failures();
  private final Supplier<UUID> requestIds;
  private final SecurityHeaders securityHeaders;
  private final Accounts accounts;
  private final GuardCounts guards = new GuardCounts();
  private final Unpacking unpacking;
  private final Compression compression;
  private final RateLimits limits;
  private final LiveStreams streams;

  Edge(
      ActorSystem<?> system,
      HttpSettings settings,
      Ports ports,
      KeyWatch watch,
      Supplier<UUID> requestIds,
      LongSupplier nanos) {
    this.system = system;
    this.watch = watch;
    this.requestIds = requestIds;
    streams = new LiveStreams(settings.events());
    List<Route> routes = Routes.all(system, settings, ports, streams, failures);
    router = new Router(routes);
    List<String> templates = routes.stream().map(Route::template).toList();
    accounts = new Accounts(templates, settings.accounting().clients());
    limits = new RateLimits(settings.rate(), Gate.requestsPerSecond(ports.keys()), nanos);
    limits.warnOfUnknown(templates);
    unpacking = new Unpacking(accounts, guards);
    compression = new Compression(settings.accounting(), accounts);
    gate = new Gate(ports.keys(), limits);
    securityHeaders = SecurityHeaders.of(settings.tls() != null);
  }

  CompletionStage<HttpResponse> answer(HttpRequest received) {
    Account account = accounts.open(received.method());
    HttpRequest request = account.received(received);
    String id = requestId(request);
    HttpHeader header = RawHeader.create(REQUEST_ID, id);
    account.brokenAnswer(failure -> failures.brokeOff(failure, request, id));
    RequestTimeout.explain(
        request, late -> account.overtaken(securityHeaders.on(late.addHeader(header))));
    Optional<TraceContext> trace = TraceContext.of(request);
    return guarded(() -> logged(id, trace, () -> route(request, account, id, trace)))
        .exceptionally(
            failure -> logged(id, trace, () -> failures.problem(failure, request, id).response()))
        .thenApply(response -> securityHeaders.on(response.addHeader(header)))
        .thenApply(response -> account.answered(compression.of(request, response)))
        .whenComplete(
            (answer, failure) -> {
              if (failure != null) failures.brokeOff(failure, request, id);
            });
  }

  /** What every answer has, for one that was given before there was a request. */
  HttpResponse belowRequests(HttpResponse answer) {
    return accounts.refused(securityHeaders.on(answer));
  }

  /** Where the guards count, those of connections too. */
  GuardCounts guards() {
    return guards;
  }

  /** Every series of the edge. */
  void read(Consumer<Reading> to) {
    accounts.read(to);
    guards.read(to);
    limits.read(to);
    streams.read(to);
  }

  /** Whatever {@code work} logs on this thread tells which request and which trace it serves. */
  private static <T> T logged(String id, Optional<TraceContext> trace, Supplier<T> work) {
    MDC.put(REQUEST, id);
    trace.ifPresent(known -> MDC.put(TRACE, known.traceId()));
    try {
      return work.get();
    } finally {
      MDC.remove(REQUEST);
      MDC.remove(TRACE);
    }
  }

  private CompletionStage<HttpResponse> route(
      HttpRequest request, Account account, String id, Optional<TraceContext> trace) {
    Router.Found found = router.find(request);
    if (found instanceof Router.Found.Matched match) account.route(match.route().template());
    Gate.Verdict verdict = gate.ask(request, found, id);
    if (verdict instanceof Gate.Verdict.Refused refused) return refuse(request, refused.problem());
    Gate.Verdict.Passes passes = (Gate.Verdict.Passes) verdict;
    if (passes.toll() != null) account.toll(passes.toll());
    Admission.Admitted admitted = passes.admitted();
    account.client(admitted.caller().name());
    if (found instanceof Router.Found.Nowhere nowhere) return refuse(request, nowhere.problem());
    if (found instanceof Router.Found.Options options) return options(request, options);
    return handle(request, (Router.Found.Matched) found, admitted, id, trace);
  }

  private CompletionStage<HttpResponse> handle(
      HttpRequest request,
      Router.Found.Matched match,
      Admission.Admitted admitted,
      String id,
      Optional<TraceContext> trace) {
    Route route = match.route();
    Optional<Query> query = query(request);
    if (query.isEmpty()) return refuse(request, Problem.of(400, "the query cannot be read"));
    List<FieldError> unknown = unknown(route, query.get());
    if (!unknown.isEmpty()) return refuse(request, Problem.badFields(unknown));
    // an unread body would hold up the connection's next request
    if (!route.readsBody()) Bodies.leave(request, system);
    Unpacking.Result body = route.readsBody() ? unpacking.of(request) : new Plain(request);
    if (body instanceof Unpacking.Result.Refused packed) return refuse(request, packed.problem());
    return watch.over(
        admitted,
        ((Plain) body).request(),
        watched ->
            route.answer(
                new Exchange(watched, match.path(), query.get(), admitted.caller(), id, trace)));
  }

  private CompletionStage<HttpResponse> options(HttpRequest request, Router.Found.Options options) {
    Bodies.leave(request, system);
    return CompletableFuture.completedFuture(
        HttpResponse.create()
            .withStatus(204)
            .addHeader(HttpHeader.parse("Allow", options.allowed())));
  }

  private static Optional<Query> query(HttpRequest request) {
    try {
      return Optional.of(request.getUri().query());
    } catch (IllegalUriException e) {
      return Optional.empty();
    }
  }

  /** A probe may append what it likes to an open address; elsewhere a slip must not go unseen. */
  private static List<FieldError> unknown(Route route, Query query) {
    return route.access().open() ? List.of() : QueryReader.unknown(query, route.query());
  }

  private CompletionStage<HttpResponse> refuse(HttpRequest request, Problem problem) {
    Bodies.leave(request, system);
    return CompletableFuture.completedFuture(problem.response());
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
