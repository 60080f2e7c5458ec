package ffrtmp.protocol.node;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a node's worker speaks with the control nodes. */
public enum Transport {
  @JsonProperty("cluster")
  CLUSTER,
  @JsonProperty("http")
  HTTP
}
