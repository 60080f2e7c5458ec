package ffrtmp.persistence.journal;

import akka.actor.ExtendedActorSystem;
import akka.serialization.SerializerWithStringManifest;
import akka.serialization.jackson.JacksonJsonSerializer;
import java.io.NotSerializableException;

/**
 * JSON by Jackson, as ever, and where an entity gave a link, the link as a last member. Code that
 * knows nothing of links reads the same bytes and passes the member over.
 */
public final class ChainSerializer extends SerializerWithStringManifest {
  private final JacksonJsonSerializer json;

  /** As the actor system makes it. */
  public ChainSerializer(ExtendedActorSystem system, String bindingName) {
    this.json = new JacksonJsonSerializer(system, bindingName);
  }

  @Override
  public int identifier() {
    return json.identifier();
  }

  @Override
  public String manifest(Object value) {
    return json.manifest(value instanceof Chained chained ? chained.value() : value);
  }

  @Override
  public byte[] toBinary(Object value) {
    return value instanceof Chained chained ? chained.stored() : json.toBinary(value);
  }

  /** What was stored with a link comes back with it. */
  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    Object value = json.fromBinary(bytes, manifest);
    Link link = Link.in(bytes);
    return link == null ? value : Chained.of(value, link, bytes);
  }
}
