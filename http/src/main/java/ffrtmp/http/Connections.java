package ffrtmp.http;

import akka.http.javadsl.model.AttributeKey;
import akka.http.javadsl.model.HttpRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Tells a request of the end of its connection, which a long poll has to know of. */
final class Connections {
  private static final AttributeKey<CompletionStage<?>> CLOSED = key();

  private Connections() {}

  /** The request, with {@code closed} completing when its client has gone. */
  static HttpRequest mark(HttpRequest request, CompletionStage<?> closed) {
    return (HttpRequest) request.addAttribute(CLOSED, closed);
  }

  /** Completes when nobody waits for the answer any more. */
  static CompletionStage<?> closed(HttpRequest request) {
    return request.getAttribute(CLOSED).orElseGet(CompletableFuture::new);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // a key is made of a class, which has no parameters
  private static AttributeKey<CompletionStage<?>> key() {
    return (AttributeKey) AttributeKey.create("connection-closed", CompletionStage.class);
  }
}
