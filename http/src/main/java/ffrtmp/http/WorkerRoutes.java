package ffrtmp.http;

import akka.http.javadsl.model.HttpResponse;
import ffrtmp.http.json.WorkerJson;
import ffrtmp.http.problem.Problem;
import ffrtmp.http.problem.Refusals;
import ffrtmp.http.submit.HeartbeatReader;
import ffrtmp.http.submit.LeaveReader;
import ffrtmp.http.submit.RegistrationReader;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.port.NodeAnswer;
import ffrtmp.protocol.port.Nodes;
import ffrtmp.protocol.port.Workers;
import ffrtmp.protocol.worker.Sender;
import ffrtmp.protocol.worker.WorkerAnswer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Workers that speak HTTP: they register, beat, ask for jobs, and leave. */
final class WorkerRoutes {
  private static final Duration MARGIN = Duration.ofSeconds(20);

  /** A longer wait is cut behind the port. */
  private static final Duration MOST_WAIT = Duration.ofMinutes(1);

  private static final int LONGEST_INCARNATION = 128;

  private final Workers workers;
  private final Nodes nodes;
  private final Bodies bodies;

  WorkerRoutes(Workers workers, Nodes nodes, Bodies bodies) {
    this.workers = workers;
    this.nodes = nodes;
    this.bodies = bodies;
  }

  CompletionStage<HttpResponse> register(Exchange exchange) {
    return bodies.json(
        exchange,
        json -> {
          var read = RegistrationReader.read(json, exchange.caller().node());
          var registration = read.registration();
          if (registration == null) return done(Problem.badFields(read.faults()).response());
          Sender sender = Senders.of(exchange);
          if (!sender.speaksFor(registration.facts().name())) {
            return done(Problem.of(403, "this key was made for another node").response());
          }
          return workers
              .register(registration, sender)
              .thenCompose(
                  answer ->
                      answer instanceof WorkerAnswer.Registered registered
                          ? shown(exchange, registered)
                          : done(refused(answer)));
        });
  }

  private CompletionStage<HttpResponse> shown(
      Exchange exchange, WorkerAnswer.Registered registered) {
    Senders.counted(exchange, registered.node().id());
    int status = registered.fresh() ? 201 : 200;
    return nodes
        .get(registered.node().id(), null)
        .thenApply(
            answer ->
                answer instanceof NodeAnswer.Done done
                    ? Answers.json(status, WorkerJson.registered(done.node(), registered.lease()))
                    : Answers.answer(answer, node -> HttpResponse.create()));
  }

  CompletionStage<HttpResponse> heartbeat(Exchange exchange) {
    return bodies.json(
        exchange,
        json -> {
          var read = HeartbeatReader.read(json);
          var beat = read.beat();
          if (beat == null) return done(Problem.badFields(read.faults()).response());
          return with(
              exchange,
              id -> workers.beat(id, beat, Senders.of(exchange)),
              answer ->
                  answer instanceof WorkerAnswer.Beaten beaten
                      ? Answers.json(200, WorkerJson.beaten(beaten))
                      : refused(answer));
        });
  }

  CompletionStage<HttpResponse> leave(Exchange exchange) {
    return bodies.json(
        exchange,
        json -> {
          var read = LeaveReader.read(json);
          var incarnation = read.incarnation();
          if (incarnation == null) return done(Problem.badFields(read.faults()).response());
          return with(
              exchange,
              id -> workers.leave(id, incarnation, Senders.of(exchange)),
              answer ->
                  answer instanceof WorkerAnswer.Left left
                      ? Answers.json(200, WorkerJson.left(left.node().id()))
                      : refused(answer));
        });
  }

  CompletionStage<HttpResponse> next(Exchange exchange) {
    QueryReader query = new QueryReader(exchange.query());
    UUID node = query.uuid("node_id");
    if (exchange.query().get("node_id").isEmpty()) query.refuse("node_id", "must be there");
    String incarnation = query.text("incarnation", LONGEST_INCARNATION);
    Duration wait = query.duration("wait");
    if (node == null || !query.faults().isEmpty()) {
      return done(Problem.badFields(query.faults()).response());
    }
    Duration patience = wait == null ? Duration.ZERO : wait;
    RequestTimeout.extend(exchange.request(), MOST_WAIT.plus(MARGIN));
    return workers
        .next(
            new NodeId(node),
            incarnation,
            patience,
            Senders.of(exchange),
            Connections.closed(exchange.request()))
        .thenApply(
            answer -> {
              if (!(answer instanceof WorkerAnswer.HandedOut handedOut)) return refused(answer);
              Senders.counted(exchange, new NodeId(node));
              return Answers.json(200, WorkerJson.handedOut(handedOut.job()));
            });
  }

  private CompletionStage<HttpResponse> with(
      Exchange exchange,
      Function<NodeId, CompletionStage<WorkerAnswer>> command,
      Function<WorkerAnswer, HttpResponse> success) {
    Optional<NodeId> id = Uuids.parse(exchange.path("id")).map(NodeId::new);
    return id.isEmpty()
        ? done(Problem.of(404, "there is no such node").response())
        : command
            .apply(id.get())
            .thenApply(
                answer -> {
                  if (!(answer instanceof WorkerAnswer.Refused)) {
                    Senders.counted(exchange, id.get());
                  }
                  return success.apply(answer);
                });
  }

  /** Whatever is no success of its route. */
  static HttpResponse refused(WorkerAnswer answer) {
    return answer instanceof WorkerAnswer.Refused refused
        ? Refusals.problem(refused.refusal(), refused.detail()).response()
        : Problem.of(500, "an answer to another question").response();
  }

  private static CompletionStage<HttpResponse> done(HttpResponse response) {
    return CompletableFuture.completedFuture(response);
  }
}
