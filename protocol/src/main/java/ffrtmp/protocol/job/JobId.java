package ffrtmp.protocol.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonCreator.Mode;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** Names one job for ever; also the name of its actor and of its journal. */
public record JobId(UUID value) {
  @JsonCreator(mode = Mode.DELEGATING)
  public JobId {
    Objects.requireNonNull(value);
  }

  @JsonValue
  @Override
  public UUID value() {
    return value;
  }

  /**
   * @throws IllegalArgumentException when {@code text} is not a UUID
   */
  public static JobId parse(String text) {
    return new JobId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
