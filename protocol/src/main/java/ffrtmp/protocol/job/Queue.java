package ffrtmp.protocol.job;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The queues, in the order in which they are served. */
public enum Queue {
  @JsonProperty("live")
  LIVE,
  @JsonProperty("default")
  DEFAULT,
  @JsonProperty("batch")
  BATCH
}
