package ffrtmp.http.account;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.RequestEntity;
import akka.http.javadsl.model.ResponseEntity;
import akka.stream.javadsl.Source;
import akka.util.ByteString;

/** Has the pieces of a streamed body counted, and leaves how it is framed as it was. */
final class Entities {
  private Entities() {}

  static RequestEntity counted(RequestEntity entity, CountedFlow.Body body) {
    ContentType type = entity.getContentType();
    Source<ByteString, Object> data = entity.getDataBytes().via(new CountedFlow(body));
    return entity.getContentLengthOption().isPresent()
        ? HttpEntities.create(type, entity.getContentLengthOption().getAsLong(), data)
        : HttpEntities.createChunked(type, data);
  }

  static ResponseEntity counted(ResponseEntity entity, CountedFlow.Body body) {
    if (entity instanceof RequestEntity both) return counted(both, body);
    return HttpEntities.createCloseDelimited(
        entity.getContentType(), entity.getDataBytes().via(new CountedFlow(body)));
  }

  /** The length of a body that is there already; -1: it is streamed. */
  static long strictLength(HttpEntity entity) {
    return entity instanceof HttpEntity.Strict strict ? strict.getData().size() : -1;
  }
}
