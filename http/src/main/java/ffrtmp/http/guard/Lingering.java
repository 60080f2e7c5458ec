package ffrtmp.http.guard;

import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Keeps an answer open after its last byte, while its client still sends the body that the answer
 * is about. To close then means to reset the connection, and a reset may overtake the answer.
 * Meanwhile Akka HTTP takes in what comes and drops it.
 */
public final class Lingering {
  private Lingering() {}

  /**
   * The answer, whose connection is closed {@code longest} after it was given, or as soon as the
   * client closes it. One that streams, or has no body, is left as it is.
   */
  public static HttpResponse on(HttpResponse answer, Duration longest) {
    return until(new CompletableFuture<>(), answer, longest, () -> {});
  }

  /**
   * The same, until the body has {@code arrived}.
   *
   * @param late is run where it has not, and the client is still there
   */
  static HttpResponse until(
      CompletionStage<?> arrived, HttpResponse answer, Duration longest, Runnable late) {
    if (!(answer.entity() instanceof HttpEntity.Strict whole) || whole.isKnownEmpty())
      return answer;
    ByteString bytes = whole.getData();
    Source<ByteString, ?> held = Source.single(bytes).concat(nothing(arrived, longest, late));
    return answer.withEntity(HttpEntities.create(whole.getContentType(), bytes.size(), held));
  }

  private static Source<ByteString, ?> nothing(
      CompletionStage<?> arrived, Duration longest, Runnable late) {
    CompletionStage<Boolean> inTime =
        arrived
            .handle((done, failure) -> true)
            .toCompletableFuture()
            .completeOnTimeout(false, longest.toMillis(), TimeUnit.MILLISECONDS);
    return Source.completionStage(inTime)
        .mapConcat(
            ended -> {
              if (!ended) late.run();
              return List.<ByteString>of();
            });
  }
}
