package ffrtmp.http;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaType;
import akka.japi.Pair;
import akka.japi.pf.PFBuilder;
import akka.stream.OverflowStrategy;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import ffrtmp.http.BatchSplitter.Piece;
import ffrtmp.http.problem.Problem;
import ffrtmp.protocol.job.JobId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Accepts many jobs in one request. They are submitted while the body still arrives, many at a
 * time. To lines each job's answer is sent as soon as it and those before it are decided; what a
 * client that writes all before it reads leaves lying is kept, since else it would wait for us and
 * we for it, and is bounded by the number of a batch's lines. To an array the answer waits for the
 * last.
 */
final class BatchRoute {
  /** A batch that took its time still has this long to be fetched. */
  private static final Duration FETCH = Duration.ofMinutes(1);

  private final ActorSystem<?> system;
  private final SubmitRoutes submit;
  private final HttpSettings.Batch settings;
  private final Failures failures;
  private final Places places;

  BatchRoute(
      ActorSystem<?> system, SubmitRoutes submit, HttpSettings.Batch settings, Failures failures) {
    this.system = system;
    this.submit = submit;
    this.settings = settings;
    this.failures = failures;
    places = new Places(settings.concurrent());
  }

  CompletionStage<HttpResponse> submit(Exchange exchange) {
    Optional<Problem> objection = objection(exchange);
    if (objection.isPresent()) return refuse(exchange, objection.get());
    if (!places.enter(exchange.caller().tenant())) return refuse(exchange, tooMany());
    RequestTimeout.extend(exchange.request(), settings.timeout());
    return isLines(exchange.request()) ? lines(exchange) : array(exchange);
  }

  private Optional<Problem> objection(Exchange exchange) {
    HttpRequest request = exchange.request();
    if (!isLines(request) && !Bodies.mayBeJson(request)) {
      return Optional.of(
          Problem.of(415, "the body must be application/json or application/x-ndjson"));
    }
    if (request.entity().getContentLengthOption().orElse(0) > settings.totalLimit()) {
      return Optional.of(
          Problem.of(413, "a batch has at most " + settings.totalLimit() + " bytes"));
    }
    return SubmitRoutes.keyFault(exchange);
  }

  private CompletionStage<HttpResponse> array(Exchange exchange) {
    return results(exchange, false)
        .runWith(Sink.seq(), system)
        .thenApply(BatchAnswer::list)
        .whenComplete((done, failure) -> places.leave(exchange.caller().tenant()));
  }

  /** The head says whether anything was read at all, so it waits for the first job. */
  private CompletionStage<HttpResponse> lines(Exchange exchange) {
    return results(exchange, true)
        .map(BatchAnswer.Line::write)
        // the last problem comes on top of the lines
        .buffer(settings.lines() + 1, OverflowStrategy.backpressure())
        .completionTimeout(settings.timeout().plus(FETCH))
        .watchTermination(
            (start, end) -> {
              end.whenComplete((done, failure) -> places.leave(exchange.caller().tenant()));
              return NotUsed.getInstance();
            })
        .prefixAndTail(1)
        .runWith(Sink.head(), system)
        .thenApply(parts -> BatchAnswer.lines(parts.first(), parts.second()));
  }

  private Source<BatchAnswer.Line, ?> results(Exchange exchange, boolean lines) {
    return pieces(exchange, lines)
        .zipWithIndex()
        .mapAsync(settings.parallelism(), indexed -> result(exchange, indexed));
  }

  private Source<Piece, ?> pieces(Exchange exchange, boolean lines) {
    BatchSplitter splitter = new BatchSplitter(lines, settings.lineLimit(), settings.lines());
    Source<List<Piece>, ?> read =
        exchange
            .request()
            .entity()
            .withSizeLimit(settings.totalLimit())
            .getDataBytes()
            .completionTimeout(settings.timeout())
            .map(splitter::on);
    // lazily: a plain concat would ask for the end before the first bytes came
    return read.concatLazy(Source.lazySingle(splitter::end))
        .recover(
            new PFBuilder<Throwable, List<Piece>>()
                .matchAny(failure -> splitter.fail(problem(failure, exchange)))
                .build())
        .mapConcat(pieces -> pieces);
  }

  private CompletionStage<BatchAnswer.Line> result(Exchange exchange, Pair<Piece, Long> indexed) {
    long index = indexed.second();
    if (indexed.first() instanceof Piece.Bad bad) {
      return CompletableFuture.completedFuture(
          bad.last()
              ? BatchAnswer.end(index, bad.problem())
              : BatchAnswer.problem(index, bad.problem()));
    }
    // a batch that is sent again under its key finds each of its jobs again
    Optional<JobId> id =
        SubmitRoutes.key(exchange)
            .map(key -> SubmitRoutes.idOf(exchange, key, "batch", Long.toString(index)));
    byte[] json = ((Piece.Item) indexed.first()).json().toArray();
    return submit
        .take(json, id, exchange)
        .thenApply(submitted -> BatchAnswer.result(index, submitted))
        .exceptionally(failure -> BatchAnswer.problem(index, problem(failure, exchange)));
  }

  private Problem problem(Throwable failure, Exchange exchange) {
    return failures.problem(failure, exchange.request(), exchange.requestId());
  }

  private CompletionStage<HttpResponse> refuse(Exchange exchange, Problem problem) {
    Bodies.leave(exchange.request(), system);
    return CompletableFuture.completedFuture(problem.response());
  }

  private static Problem tooMany() {
    return Problem.of(503, "too many batches are being read").withHeader("Retry-After", "2");
  }

  private static boolean isLines(HttpRequest request) {
    MediaType type = request.entity().getContentType().mediaType();
    return type.mainType().equals("application")
        && (type.subType().equals("x-ndjson") || type.subType().equals("ndjson"));
  }
}
