package ffrtmp.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaType;
import akka.http.javadsl.model.RequestEntity;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import ffrtmp.http.problem.Problem;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Reads whole bodies, within the limits of size and time. */
final class Bodies {
  private static final long MOST_DROPPED = 64L << 20;

  private final ActorSystem<?> system;
  private final long limit;
  private final long longLimit;
  private final long timeoutMillis;

  Bodies(ActorSystem<?> system, HttpSettings settings) {
    this.system = system;
    limit = settings.bodyLimit();
    longLimit = settings.workers().bodyLimit();
    timeoutMillis = settings.bodyTimeout().toMillis();
  }

  /**
   * Hands a JSON body to {@code answer}; another media type is answered with 415. A body without a
   * type is taken for JSON, and so is what curl sends with {@code -d}, if a key is shown. The stage
   * fails when the body is too large or too slow.
   */
  CompletionStage<HttpResponse> json(
      Exchange exchange, Function<byte[], CompletionStage<HttpResponse>> answer) {
    return json(exchange, limit, answer);
  }

  /** The same with the limit of workers' reports, whose logs are long. */
  CompletionStage<HttpResponse> longJson(
      Exchange exchange, Function<byte[], CompletionStage<HttpResponse>> answer) {
    return json(exchange, longLimit, answer);
  }

  private CompletionStage<HttpResponse> json(
      Exchange exchange, long most, Function<byte[], CompletionStage<HttpResponse>> answer) {
    HttpRequest request = exchange.request();
    if (!mayBeJson(request)) {
      leave(request);
      return CompletableFuture.completedFuture(
          Problem.of(415, "the body must be application/json: say so in Content-Type").response());
    }
    if (request.entity().getContentLengthOption().orElse(0) > most) {
      leave(request);
      return CompletableFuture.completedFuture(Failures.tooLarge(most).response());
    }
    return whole(request.entity(), most).thenCompose(body -> answer.apply(body.toArray()));
  }

  private CompletionStage<ByteString> whole(RequestEntity body, long most) {
    // what is there already needs no stream, which would cost more than all the rest of a request
    if (body instanceof HttpEntity.Strict strict && strict.getData().size() <= most) {
      return CompletableFuture.completedFuture(strict.getData());
    }
    return body.withSizeLimit(most)
        // the limit above says it better than this one would
        .toStrict(timeoutMillis, Long.MAX_VALUE, system)
        .thenApply(HttpEntity.Strict::getData);
  }

  void leave(HttpRequest request) {
    leave(request, system);
  }

  /**
   * Drops a body that nobody reads, which would hold up the connection's next request. All of it up
   * to a bound: Akka HTTP resets a connection whose body is given up before the answer is there.
   * What comes after the answer is bounded by {@code guard.linger} too. Who asked whether to send
   * at all is left to read the answer.
   */
  static void leave(HttpRequest request, ActorSystem<?> system) {
    if (request.getHeader("Expect").isPresent()) return;
    request
        .entity()
        .withoutSizeLimit()
        .getDataBytes()
        .limitWeighted(MOST_DROPPED, piece -> (long) piece.size())
        .runWith(Sink.ignore(), system);
  }

  static boolean mayBeJson(HttpRequest request) {
    MediaType type = request.entity().getContentType().mediaType();
    if (request.entity().isKnownEmpty() || type.mainType().equals("none")) return true;
    if (!type.mainType().equals("application")) return false;
    return type.subType().equals("json")
        || type.subType().endsWith("+json")
        || (type.subType().equals("x-www-form-urlencoded") && showsKey(request));
  }

  /**
   * The forms of a foreign page in a browser may not come in as JSON; but none of them can send
   * these headers without having asked first. It can send a Basic one, in the address.
   */
  private static boolean showsKey(HttpRequest request) {
    return request.getHeader("X-API-Key").isPresent()
        || request
            .getHeader("Authorization")
            .filter(said -> said.value().regionMatches(true, 0, "Bearer ", 0, 7))
            .isPresent();
  }

  /**
   * The body led through {@code flow}, which changes nothing of its length. Not by the entity's own
   * way to transform its bytes: what is chunked would wait for its old last chunk before it ends.
   */
  static RequestEntity through(HttpEntity body, Flow<ByteString, ByteString, ?> flow) {
    Source<ByteString, ?> bytes = body.getDataBytes().via(flow);
    OptionalLong length = body.getContentLengthOption();
    return length.isPresent()
        ? HttpEntities.create(body.getContentType(), length.getAsLong(), bytes)
        : HttpEntities.createChunked(body.getContentType(), bytes);
  }
}
