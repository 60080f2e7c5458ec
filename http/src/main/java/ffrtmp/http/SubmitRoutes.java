package ffrtmp.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import ffrtmp.http.guard.HeaderValues;
import ffrtmp.http.json.JobJson;
import ffrtmp.http.problem.Problem;
import ffrtmp.http.problem.Refusals;
import ffrtmp.http.submit.Owner;
import ffrtmp.http.submit.Submission;
import ffrtmp.http.submit.SubmitReader;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.port.Jobs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Accepts jobs. */
final class SubmitRoutes {
  private static final String KEY = "Idempotency-Key";
  private static final String KEY_LOWER_CASE = "idempotency-key";
  private static final String KEY_FORM = "[ -~]{1,255}";

  private final Jobs jobs;
  private final Bodies bodies;
  private final SubmitReader reader;
  private final QueueRoom room;

  SubmitRoutes(Jobs jobs, QueueRoom room, HttpSettings settings, Bodies bodies) {
    this.jobs = jobs;
    this.room = room;
    this.bodies = bodies;
    reader = new SubmitReader(settings.submit());
  }

  /** What became of one job's JSON. */
  sealed interface Submitted {
    /** {@code fresh}: this submit made it. */
    record Taken(JobView job, boolean fresh) implements Submitted {}

    record NotTaken(Problem problem) implements Submitted {}
  }

  CompletionStage<HttpResponse> submit(Exchange exchange) {
    Optional<Problem> fault = keyFault(exchange);
    if (fault.isPresent()) {
      bodies.leave(exchange.request());
      return CompletableFuture.completedFuture(fault.get().response());
    }
    Optional<JobId> id = key(exchange).map(key -> idOf(exchange, key));
    return bodies.json(
        exchange, json -> take(json, id, exchange).thenApply(SubmitRoutes::response));
  }

  /** Reads one job's JSON and has it accepted, under {@code id} where there is one. */
  CompletionStage<Submitted> take(byte[] json, Optional<JobId> id, Exchange exchange) {
    Submission submission = reader.read(json, new Owner(exchange.caller()));
    if (submission instanceof Submission.Faulty faulty) {
      return done(Problem.badFields(faulty.faults()));
    }
    JobSpec spec = ((Submission.Correct) submission).spec();
    return room.forOneMore(spec.tenantId(), id)
        .thenCompose(
            full ->
                full.map(SubmitRoutes::done).orElseGet(() -> submit(id, spec, exchange.cause())));
  }

  private CompletionStage<Submitted> submit(Optional<JobId> id, JobSpec spec, Cause cause) {
    return id.map(known -> jobs.submit(known, spec, cause))
        .orElseGet(() -> jobs.submit(spec, cause))
        .thenApply(SubmitRoutes::submitted);
  }

  private static CompletionStage<Submitted> done(Problem problem) {
    return CompletableFuture.completedFuture(new Submitted.NotTaken(problem));
  }

  static Optional<String> key(Exchange exchange) {
    return exchange.request().getHeader(KEY).map(HttpHeader::value);
  }

  static Optional<Problem> keyFault(Exchange exchange) {
    if (HeaderValues.of(exchange.request(), KEY_LOWER_CASE).size() > 1) {
      return Optional.of(Problem.badHeader(KEY, "must stand there once"));
    }
    return key(exchange)
        .filter(key -> !key.matches(KEY_FORM))
        .map(bad -> Problem.badHeader(KEY, "must be 1 to 255 visible ASCII characters"));
  }

  /** The id that a key stands for; it belongs to its holder, so nobody meets another's jobs. */
  static JobId idOf(Exchange exchange, String key, String... place) {
    List<String> names = new ArrayList<>(List.of(exchange.caller().holder(), key));
    names.addAll(List.of(place));
    return new JobId(Uuids.of(names));
  }

  private static Submitted submitted(JobReply reply) {
    if (reply instanceof JobReply.Accepted accepted) {
      return new Submitted.Taken(accepted.job(), true);
    }
    if (reply instanceof JobReply.Existing known) return new Submitted.Taken(known.job(), false);
    JobReply.Refused refused = (JobReply.Refused) reply;
    return new Submitted.NotTaken(Refusals.problem(refused.refusal(), refused.detail()));
  }

  private static HttpResponse response(Submitted submitted) {
    if (submitted instanceof Submitted.NotTaken no) return no.problem().response();
    Submitted.Taken taken = (Submitted.Taken) submitted;
    return Answers.json(taken.fresh() ? 201 : 200, JobJson.of(taken.job()))
        .addHeader(RawHeader.create("Location", "/jobs/" + taken.job().id()));
  }
}
