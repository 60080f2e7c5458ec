package ffrtmp.protocol.stream;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a session was found to be related to a download. */
public enum LinkMethod {
  /** Same client and service at the same time, far enough ahead of any other candidate. */
  @JsonProperty("co-activity")
  CO_ACTIVITY,
  /** Its bytes are those of requests of that download, where both logs show one connection. */
  @JsonProperty("byte-budget")
  BYTE_BUDGET
}
