package ffrtmp.protocol.stream;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The lengths of time for which traffic is summed up. */
public enum Grain {
  @JsonProperty("second")
  SECOND(1),
  @JsonProperty("minute")
  MINUTE(60),
  @JsonProperty("hour")
  HOUR(3_600),
  @JsonProperty("day")
  DAY(86_400);

  private final int seconds;

  Grain(int seconds) {
    this.seconds = seconds;
  }

  public int seconds() {
    return seconds;
  }

  /** The epoch second at which the span that holds {@code second} begins, in UTC. */
  public long floor(long second) {
    return Math.floorDiv(second, seconds) * seconds;
  }
}
