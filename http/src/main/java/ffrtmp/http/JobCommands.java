package ffrtmp.http;

import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.http.json.Json;
import ffrtmp.http.problem.Problem;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.job.PauseMode;
import ffrtmp.protocol.port.Jobs;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Pauses, resumes, cancels and retries jobs. */
final class JobCommands {
  private static final int LONGEST_REASON = 1024;

  private final Jobs jobs;
  private final JobIds ids;

  JobCommands(Jobs jobs, JobIds ids) {
    this.jobs = jobs;
    this.ids = ids;
  }

  CompletionStage<HttpResponse> pause(Exchange exchange) {
    QueryReader query = new QueryReader(exchange.query());
    PauseMode said = query.oneOf("mode", PauseMode.class);
    PauseMode mode = said == null ? PauseMode.HOLD : said;
    return command(
        exchange,
        query,
        id -> jobs.pause(id, mode, exchange.cause()),
        job -> status(job, "paused"));
  }

  CompletionStage<HttpResponse> resume(Exchange exchange) {
    return command(
        exchange,
        new QueryReader(exchange.query()),
        id -> jobs.resume(id, exchange.cause()),
        job -> status(job, "resumed"));
  }

  CompletionStage<HttpResponse> cancel(Exchange exchange) {
    QueryReader query = new QueryReader(exchange.query());
    String reason = query.text("reason", LONGEST_REASON);
    return command(
        exchange,
        query,
        id -> jobs.cancel(id, reason, exchange.cause()),
        job -> status(job, "canceled"));
  }

  CompletionStage<HttpResponse> retry(Exchange exchange) {
    return command(
        exchange,
        new QueryReader(exchange.query()),
        id -> jobs.retry(id, exchange.cause()),
        JobCommands::retried);
  }

  private CompletionStage<HttpResponse> command(
      Exchange exchange,
      QueryReader query,
      Function<JobId, CompletionStage<JobReply>> command,
      Function<JobView, HttpResponse> accepted) {
    if (!query.faults().isEmpty()) {
      return CompletableFuture.completedFuture(Problem.badFields(query.faults()).response());
    }
    return ids.with(
        exchange, id -> command.apply(id).thenApply(reply -> Answers.reply(reply, accepted)));
  }

  private static HttpResponse status(JobView job, String status) {
    ObjectNode json = Json.object();
    json.put("job_id", job.id().toString());
    json.put("status", status);
    return Answers.json(200, json);
  }

  private static HttpResponse retried(JobView job) {
    ObjectNode json = Json.object();
    json.put("job_id", job.id().toString());
    json.put("retry_count", job.retryCount());
    json.put("status", "queued");
    return Answers.json(200, json);
  }
}
