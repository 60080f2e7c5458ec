package ffrtmp.http;

import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.http.json.Json;
import ffrtmp.http.json.NodeJson;
import ffrtmp.http.problem.Problem;
import ffrtmp.http.submit.DrainReader;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.port.NodeAnswer;
import ffrtmp.protocol.port.NodeInfo;
import ffrtmp.protocol.port.Nodes;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Shows nodes, drains them, takes them out. */
final class NodeRoutes {
  private final Nodes nodes;
  private final Bodies bodies;

  NodeRoutes(Nodes nodes, Bodies bodies) {
    this.nodes = nodes;
    this.bodies = bodies;
  }

  CompletionStage<HttpResponse> list(Exchange exchange) {
    return nodes
        .list(exchange.caller().tenant())
        .thenApply(list -> Answers.json(200, NodeJson.list(list)));
  }

  CompletionStage<HttpResponse> get(Exchange exchange) {
    return with(exchange, id -> nodes.get(id, exchange.caller().tenant()), NodeRoutes::node);
  }

  CompletionStage<HttpResponse> remove(Exchange exchange) {
    return with(exchange, id -> nodes.remove(id, exchange.cause()), NodeRoutes::removed);
  }

  CompletionStage<HttpResponse> resume(Exchange exchange) {
    return with(exchange, id -> nodes.resume(id, exchange.cause()), NodeRoutes::node);
  }

  CompletionStage<HttpResponse> drain(Exchange exchange) {
    return bodies.json(
        exchange,
        json -> {
          DrainReader.Read read = DrainReader.read(json);
          return read.faults().isEmpty()
              ? with(
                  exchange,
                  id -> nodes.drain(id, read.deadline(), exchange.cause()),
                  NodeRoutes::node)
              : done(Problem.badFields(read.faults()).response());
        });
  }

  private CompletionStage<HttpResponse> with(
      Exchange exchange,
      Function<NodeId, CompletionStage<NodeAnswer>> command,
      Function<NodeInfo, HttpResponse> success) {
    Optional<NodeId> id = Uuids.parse(exchange.path("id")).map(NodeId::new);
    return id.isEmpty()
        ? done(Problem.of(404, "there is no such node").response())
        : command.apply(id.get()).thenApply(answer -> Answers.answer(answer, success));
  }

  private static HttpResponse node(NodeInfo node) {
    return Answers.json(200, NodeJson.of(node));
  }

  private static HttpResponse removed(NodeInfo node) {
    ObjectNode json = Json.object();
    json.put("node_id", node.node().id().toString());
    json.put("status", "removed");
    return Answers.json(200, json);
  }

  private static CompletionStage<HttpResponse> done(HttpResponse response) {
    return CompletableFuture.completedFuture(response);
  }
}
