package ffrtmp.protocol.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonCreator.Mode;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Names one job for ever; also the name of its actor and of its journal. */
public record JobId(UUID value) {
  @JsonCreator(mode = Mode.DELEGATING)
  public JobId {
    Objects.requireNonNull(value);
  }

  /**
   * A new id (UUID version 7, RFC 9562): 48 bits of time and 74 of chance. Those of one time lie
   * side by side in an index, which thus stays fast however many jobs it holds.
   */
  public static JobId of(Instant now, RandomGenerator random) {
    long most = (now.toEpochMilli() << 16) | 0x7000 | (random.nextLong() & 0x0fff);
    long least = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new JobId(new UUID(most, least));
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
