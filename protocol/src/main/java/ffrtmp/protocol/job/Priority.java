package ffrtmp.protocol.job;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Priorities within a queue, in the order in which they are served. */
public enum Priority {
  @JsonProperty("high")
  HIGH,
  @JsonProperty("medium")
  MEDIUM,
  @JsonProperty("low")
  LOW
}
