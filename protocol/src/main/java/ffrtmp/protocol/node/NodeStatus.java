package ffrtmp.protocol.node;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The four states that a node shows on the wire. */
public enum NodeStatus {
  @JsonProperty("available")
  AVAILABLE,
  @JsonProperty("busy")
  BUSY,
  @JsonProperty("offline")
  OFFLINE,
  @JsonProperty("draining")
  DRAINING
}
