package ffrtmp.http;

import akka.http.javadsl.model.HttpResponse;
import ffrtmp.http.problem.Problem;
import ffrtmp.protocol.job.JobId;
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

  CompletionStage<HttpResponse> with(
      Exchange exchange, Function<JobId, CompletionStage<HttpResponse>> answer) {
    return resolve(exchange.path("id"))
        .thenCompose(
            id -> id.map(answer).orElseGet(() -> CompletableFuture.completedFuture(unknown())));
  }

  static HttpResponse unknown() {
    return Problem.of(404, "there is no such job").response();
  }

  private CompletionStage<Optional<JobId>> resolve(String text) {
    if (NUMBER.matcher(text).matches()) return jobs.find(Long.parseLong(text));
    return CompletableFuture.completedFuture(Uuids.parse(text).map(JobId::new));
  }
}
