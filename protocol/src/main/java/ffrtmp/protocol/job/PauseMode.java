package ffrtmp.protocol.job;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of the reservation while a job is paused. */
public enum PauseMode {
  /** The processes are stopped (SIGSTOP) and keep their place on the node. */
  @JsonProperty("hold")
  HOLD,
  /** The attempt ends, its place is given back; resuming queues the job again. */
  @JsonProperty("release")
  RELEASE
}
