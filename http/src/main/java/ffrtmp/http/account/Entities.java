package ffrtmp.http.account;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.RequestEntity;
import akka.http.javadsl.model.ResponseEntity;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Has the pieces of a streamed body counted, held back by what they cost, and leaves how it is
 * framed as it was.
 */
final class Entities {
  private Entities() {}

  static RequestEntity counted(RequestEntity entity, CountedFlow.Body body, @Nullable Toll toll) {
    ContentType type = entity.getContentType();
    OptionalLong length = entity.getContentLengthOption();
    Source<ByteString, Object> data = counted(entity.getDataBytes(), body, toll);
    return length.isPresent()
        ? HttpEntities.create(type, length.getAsLong(), data)
        : HttpEntities.createChunked(type, data);
  }

  static ResponseEntity counted(ResponseEntity entity, CountedFlow.Body body, @Nullable Toll toll) {
    if (entity instanceof RequestEntity both) return counted(both, body, toll);
    return HttpEntities.createCloseDelimited(
        entity.getContentType(), counted(entity.getDataBytes(), body, toll));
  }

  private static Source<ByteString, Object> counted(
      Source<ByteString, Object> data, CountedFlow.Body body, @Nullable Toll toll) {
    Source<ByteString, Object> paced = toll == null ? data : data.mapAsync(1, toll::paced);
    return paced.via(new CountedFlow(body));
  }

  /** The length of a body that is there already; -1: it is streamed. */
  static long strictLength(HttpEntity entity) {
    return entity instanceof HttpEntity.Strict strict ? strict.getData().size() : -1;
  }
}
