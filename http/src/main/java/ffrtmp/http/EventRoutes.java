package ffrtmp.http;

import akka.NotUsed;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.javadsl.Source;
import ffrtmp.http.access.Caller;
import ffrtmp.http.problem.Problem;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.port.JobChange;
import ffrtmp.protocol.port.Jobs;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Jobs' live updates as server-sent events. Nothing is buffered here: a reader that does not keep
 * up holds back the port's source, and one that stops reading is cut off by the idle timeout, comes
 * again with {@code Last-Event-ID}, and misses nothing.
 */
final class EventRoutes {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  static final String LAST_ID = "Last-Event-ID";

  private final Jobs jobs;
  private final JobIds ids;
  private final LiveStreams streams;

  EventRoutes(Jobs jobs, JobIds ids, LiveStreams streams) {
    this.jobs = jobs;
    this.ids = ids;
    this.streams = streams;
  }

  /** The job as it is now, or all that changed since {@code Last-Event-ID}; then live. */
  CompletionStage<HttpResponse> ofOne(Exchange exchange) {
    Resume resume = resume(exchange);
    if (resume.problem() != null) return done(resume.problem());
    return ids.with(
        exchange,
        id ->
            jobs.get(id)
                .thenApply(
                    reply ->
                        Answers.reply(
                            reply, job -> ofOne(exchange.caller(), job, resume.after()))));
  }

  private HttpResponse ofOne(Caller caller, JobView job, long after) {
    if (after >= job.revision() && job.status().terminal()) return nothingToComeBackFor();
    if (after >= 0) return stream(caller, jobs.follow(job.id(), after));
    Source<JobChange, NotUsed> now = Source.single(new JobChange(job.revision(), job));
    return stream(
        caller, job.status().terminal() ? now : now.concat(jobs.follow(job.id(), job.revision())));
  }

  CompletionStage<HttpResponse> ofAll(Exchange exchange) {
    Resume resume = resume(exchange);
    if (resume.problem() != null) return done(resume.problem());
    Caller caller = exchange.caller();
    return CompletableFuture.completedFuture(
        stream(
            caller,
            jobs.followAll(resume.after())
                .filter(change -> caller.owns(change.job().spec().tenantId()))));
  }

  private HttpResponse stream(Caller caller, Source<JobChange, NotUsed> changes) {
    return streams.answer(caller, changes.map(ServerSentEvents::of));
  }

  private record Resume(long after, @Nullable Problem problem) {}

  private static Resume resume(Exchange exchange) {
    String last = exchange.request().getHeader(LAST_ID).map(HttpHeader::value).orElse("");
    if (last.isEmpty()) return new Resume(-1, null);
    if (NUMBER.matcher(last).matches()) return new Resume(Long.parseLong(last), null);
    return new Resume(-1, unknownId());
  }

  static Problem unknownId() {
    return Problem.badHeader(LAST_ID, "is none that this server gave out");
  }

  /** Stops an EventSource, which else would come again and again. */
  static HttpResponse nothingToComeBackFor() {
    return HttpResponse.create().withStatus(204);
  }

  private static CompletionStage<HttpResponse> done(Problem problem) {
    return CompletableFuture.completedFuture(problem.response());
  }
}
