package ffrtmp.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaRange;
import akka.http.javadsl.model.MediaType;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.Accept;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.http.access.Caller;
import ffrtmp.http.json.Json;
import ffrtmp.http.problem.Problem;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.port.Jobs;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Shows a job's log: as JSON, as text, or as it is written. */
final class LogRoutes {
  private static final int MOST_LINES = 1_000_000;

  /** The id of a followed log's last event. */
  static final String ENDED = "end";

  private final Jobs jobs;
  private final JobIds ids;
  private final LiveStreams streams;
  private final LogFollower follower;

  LogRoutes(
      ActorSystem<?> system,
      Jobs jobs,
      JobIds ids,
      HttpSettings.Events events,
      LiveStreams streams) {
    this.jobs = jobs;
    this.ids = ids;
    this.streams = streams;
    follower = new LogFollower(system, jobs, events.logLook());
  }

  CompletionStage<HttpResponse> logs(Exchange exchange) {
    QueryReader query = new QueryReader(exchange.query());
    Integer tail = query.integer("tail", 0, MOST_LINES);
    boolean follow = query.flag("follow");
    if (!query.faults().isEmpty()) return done(Problem.badFields(query.faults()));
    return follow ? follow(exchange, tail) : show(exchange, tail);
  }

  private CompletionStage<HttpResponse> show(Exchange exchange, @Nullable Integer tail) {
    return ids.with(
        exchange,
        id ->
            jobs.log(id)
                .thenApply(
                    log ->
                        log.map(text -> shown(exchange, id, LogTail.of(text, tail)))
                            .orElseGet(JobIds::unknown)));
  }

  private static HttpResponse shown(Exchange exchange, JobId id, String log) {
    if (wantsText(exchange)) {
      return HttpResponse.create().withEntity(ContentTypes.TEXT_PLAIN_UTF8, log);
    }
    ObjectNode json = Json.object();
    json.put("job_id", id.toString());
    json.put("logs", log);
    return Answers.json(200, json);
  }

  private CompletionStage<HttpResponse> follow(Exchange exchange, @Nullable Integer tail) {
    String last = lastId(exchange);
    Optional<LogPlace> place =
        last.isEmpty() || last.equals(ENDED) ? Optional.of(LogPlace.START) : LogPlace.parse(last);
    if (place.isEmpty()) return done(EventRoutes.unknownId());
    return ids.with(
        exchange,
        id ->
            jobs.get(id)
                .thenApply(
                    reply ->
                        Answers.reply(
                            reply,
                            job -> followed(exchange.caller(), job, last, place.get(), tail))));
  }

  private HttpResponse followed(
      Caller caller, JobView job, String last, LogPlace place, @Nullable Integer tail) {
    return last.equals(ENDED) && job.status().terminal()
        ? EventRoutes.nothingToComeBackFor()
        : streams.answer(caller, follower.follow(job.id(), place, tail));
  }

  private static String lastId(Exchange exchange) {
    return exchange.request().getHeader(EventRoutes.LAST_ID).map(HttpHeader::value).orElse("");
  }

  /** JSON where both are as welcome. */
  private static boolean wantsText(Exchange exchange) {
    return exchange
        .request()
        .getHeader(Accept.class)
        .map(
            accept ->
                welcome(accept, MediaTypes.TEXT_PLAIN)
                    > welcome(accept, MediaTypes.APPLICATION_JSON))
        .orElse(false);
  }

  /** The quality of the most exact range that matches: {@code text/plain} before {@code text/*}. */
  private static float welcome(Accept accept, MediaType type) {
    return StreamSupport.stream(accept.getMediaRanges().spliterator(), false)
        .filter(range -> range.matches(type))
        .max(java.util.Comparator.comparingInt(LogRoutes::exactness))
        .map(MediaRange::qValue)
        .orElse(0f);
  }

  private static int exactness(MediaRange range) {
    if (range.mainType().equals("*")) return 0;
    return range.toString().contains("/*") ? 1 : 2;
  }

  private static CompletionStage<HttpResponse> done(Problem problem) {
    return CompletableFuture.completedFuture(problem.response());
  }
}
