package ffrtmp.protocol.job;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why an attempt failed, and with it whether another attempt can help. */
public enum FailureReason {
  /** No node has, or could have, what the job needs. */
  @JsonProperty("capability_mismatch")
  CAPABILITY_MISMATCH(false),
  /** The engine ended with an error of its own. */
  @JsonProperty("runtime_error")
  RUNTIME_ERROR(true),
  /** The job made no progress, or ran past its own limit. */
  @JsonProperty("timeout")
  TIMEOUT(true),
  /** The request is at fault: a path that is not allowed, an output that exists. */
  @JsonProperty("user_error")
  USER_ERROR(false),
  @JsonProperty("network_error")
  NETWORK_ERROR(true),
  /** The input is missing, unreadable, or not what it says. */
  @JsonProperty("input_error")
  INPUT_ERROR(false),
  /** The worker or its machine is at fault. */
  @JsonProperty("platform_error")
  PLATFORM_ERROR(true),
  /** Memory or disk ran out. */
  @JsonProperty("resource_error")
  RESOURCE_ERROR(true);

  private final boolean retryable;

  FailureReason(boolean retryable) {
    this.retryable = retryable;
  }

  /** Whether another attempt could end differently. */
  public boolean retryable() {
    return retryable;
  }
}
