package ffrtmp.protocol.node;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonCreator.Mode;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;

/**
 * Names one node for ever: derived from its address and name, so that a restarted worker is the
 * same node.
 */
public record NodeId(UUID value) {
  @JsonCreator(mode = Mode.DELEGATING)
  public NodeId {
    Objects.requireNonNull(value);
  }

  @JsonValue
  @Override
  public UUID value() {
    return value;
  }

  /** The same name on the same host is the same node, whenever it comes back. */
  public static NodeId of(String address, String name) {
    String identity = "ffrtmp-node/" + address + "/" + name;
    return new NodeId(UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * @throws IllegalArgumentException when {@code text} is not a UUID
   */
  public static NodeId parse(String text) {
    return new NodeId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
