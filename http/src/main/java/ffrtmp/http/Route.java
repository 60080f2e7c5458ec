package ffrtmp.http;

import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpResponse;
import ffrtmp.http.access.Access;
import ffrtmp.http.access.Audit;
import ffrtmp.http.access.Role;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table of routes.
 *
 * @param template the path, not the versioned one that {@link Router} adds; {@code {id}} stands for
 *     a segment
 * @param access who may use it
 * @param readsBody whether the handler takes the body; else it is drained
 * @param query the query parameters that it has; another is refused, but on open routes
 */
record Route(
    HttpMethod method,
    String template,
    Access access,
    boolean readsBody,
    Set<String> query,
    Handler handler) {
  Route {
    query = Set.copyOf(query);
  }

  /** Answers a request of one route; a failed stage is an error of ours. */
  @FunctionalInterface
  interface Handler {
    CompletionStage<HttpResponse> answer(Exchange exchange);
  }

  static Route of(HttpMethod method, String template, Access access, Handler handler) {
    return new Route(method, template, access, false, Set.of(), handler);
  }

  static Route withBody(HttpMethod method, String template, Access access, Handler handler) {
    return new Route(method, template, access, true, Set.of(), handler);
  }

  /** The same with these query parameters. */
  Route taking(String... names) {
    return new Route(method, template, access, readsBody, Set.of(names), handler);
  }

  /** The handler's answer; an operator's act is written down, whatever became of it. */
  CompletionStage<HttpResponse> answer(Exchange exchange) {
    CompletionStage<HttpResponse> answer = handler.answer(exchange);
    return audited() ? answer.whenComplete((done, failure) -> audit(exchange, done)) : answer;
  }

  /** What concerns the installation and is no journal's to keep. */
  private boolean audited() {
    boolean changes = !method.equals(HttpMethods.GET) && !method.equals(HttpMethods.HEAD);
    return changes && !access.roles().contains(Role.WORKER) && !access.tenants();
  }

  private void audit(Exchange exchange, @Nullable HttpResponse done) {
    int status = done == null ? 500 : done.status().intValue();
    Audit.act(exchange.cause(), name(), String.join(" ", exchange.path().values()), status);
  }

  /** Method and template: what logs and metrics call it. */
  String name() {
    return method.value() + " " + template;
  }
}
