package ffrtmp.http;

import akka.http.javadsl.model.HttpResponse;
import ffrtmp.http.json.ExplanationJson;
import ffrtmp.http.json.HistoryJson;
import ffrtmp.http.json.JobJson;
import ffrtmp.http.problem.Problem;
import ffrtmp.http.problem.Refusals;
import ffrtmp.http.submit.RankReader;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.port.JobPage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Shows jobs, and changes their rank. */
final class JobRoutes {
  private final Ports ports;
  private final JobIds ids;
  private final Bodies bodies;

  JobRoutes(Ports ports, JobIds ids, Bodies bodies) {
    this.ports = ports;
    this.ids = ids;
    this.bodies = bodies;
  }

  CompletionStage<HttpResponse> list(Exchange exchange) {
    QueryReader query = new QueryReader(exchange.query());
    var filter = JobFilters.read(query, exchange.caller());
    if (!query.faults().isEmpty()) {
      return done(Problem.badFields(query.faults()).response());
    }
    return ports.jobs().list(filter).thenApply(JobRoutes::page);
  }

  private static HttpResponse page(JobPage page) {
    Long next = page.next();
    return Answers.json(200, JobJson.page(page, next == null ? null : JobFilters.cursor(next)));
  }

  CompletionStage<HttpResponse> get(Exchange exchange) {
    return ids.with(
        exchange,
        id ->
            ports
                .jobs()
                .get(id)
                .thenApply(
                    reply -> {
                      if (reply instanceof JobReply.Accepted known) {
                        ports.workers().looked(known.job(), Senders.of(exchange));
                      }
                      return Answers.reply(reply, Answers::job);
                    }));
  }

  CompletionStage<HttpResponse> rerank(Exchange exchange) {
    return bodies.json(
        exchange,
        json -> {
          RankReader.Read read = RankReader.read(json);
          return read.faults().isEmpty()
              ? ids.with(exchange, id -> rerank(exchange, id, read))
              : done(Problem.badFields(read.faults()).response());
        });
  }

  private CompletionStage<HttpResponse> rerank(Exchange exchange, JobId id, RankReader.Read rank) {
    return ports
        .jobs()
        .rerank(id, rank.queue(), rank.priority(), exchange.cause())
        .thenApply(JobRoutes::reranked);
  }

  private static HttpResponse reranked(JobReply reply) {
    return reply instanceof JobReply.Refused refused
        ? Refusals.conflict(refused.refusal(), refused.detail()).response()
        : Answers.reply(reply, Answers::job);
  }

  CompletionStage<HttpResponse> history(Exchange exchange) {
    return ids.with(
        exchange,
        id ->
            ports
                .audit()
                .history(id)
                .thenApply(
                    history ->
                        history.isEmpty()
                            ? JobIds.unknown()
                            : Answers.json(200, HistoryJson.of(id, history))));
  }

  CompletionStage<HttpResponse> explain(Exchange exchange) {
    return ids.with(
        exchange,
        id ->
            ports
                .jobs()
                .get(id)
                .thenCompose(
                    reply ->
                        reply instanceof JobReply.Accepted known
                            ? explain(known.job())
                            : done(Answers.reply(reply, Answers::job))));
  }

  private CompletionStage<HttpResponse> explain(JobView job) {
    return ports
        .explain()
        .explain(job.id())
        .thenApply(
            why ->
                Answers.json(
                    200,
                    why.map(known -> ExplanationJson.of(job, known))
                        .orElseGet(() -> ExplanationJson.of(job))));
  }

  private static CompletionStage<HttpResponse> done(HttpResponse response) {
    return CompletableFuture.completedFuture(response);
  }
}
