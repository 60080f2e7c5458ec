package ffrtmp.http;

import akka.http.javadsl.model.HttpResponse;
import ffrtmp.http.access.Caller;
import ffrtmp.http.problem.Problem;
import ffrtmp.http.problem.Refusals;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.port.Jobs;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Finds the job that an address names: by its UUID, or by its sequence number, and then only when
 * every character is a digit, so that a UUID which begins with one names no other job.
 */
final class JobIds {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final Jobs jobs;

  JobIds(Jobs jobs) {
    this.jobs = jobs;
  }

  /** To a caller of a tenant another's job is one that there is not. */
  CompletionStage<HttpResponse> with(
      Exchange exchange, Function<JobId, CompletionStage<HttpResponse>> answer) {
    return resolve(exchange.path("id"), exchange.caller())
        .thenCompose(
            id ->
                id.map(known -> own(known, exchange.caller(), answer))
                    .orElseGet(() -> CompletableFuture.completedFuture(unknown())));
  }

  private CompletionStage<HttpResponse> own(
      JobId id, Caller caller, Function<JobId, CompletionStage<HttpResponse>> answer) {
    if (caller.tenant() == null) return answer.apply(id);
    return jobs.get(id)
        .thenCompose(
            reply ->
                owned(reply, caller)
                    .<CompletionStage<HttpResponse>>map(CompletableFuture::completedFuture)
                    .orElseGet(() -> answer.apply(id)));
  }

  /** Why the caller may not go on; empty: they may. */
  private static Optional<HttpResponse> owned(JobReply reply, Caller caller) {
    if (reply instanceof JobReply.Refused refused) {
      return Optional.of(
          refused.refusal() == Refusal.UNKNOWN_JOB
              ? unknown()
              : Refusals.problem(refused.refusal(), refused.detail()).response());
    }
    JobView job =
        reply instanceof JobReply.Accepted accepted
            ? accepted.job()
            : ((JobReply.Existing) reply).job();
    return caller.owns(job.spec().tenantId()) ? Optional.empty() : Optional.of(unknown());
  }

  static HttpResponse unknown() {
    return Problem.of(404, "there is no such job").response();
  }

  private CompletionStage<Optional<JobId>> resolve(String text, Caller caller) {
    if (NUMBER.matcher(text).matches()) return jobs.find(Long.parseLong(text), caller.tenant());
    return CompletableFuture.completedFuture(Uuids.parse(text).map(JobId::new));
  }
}
