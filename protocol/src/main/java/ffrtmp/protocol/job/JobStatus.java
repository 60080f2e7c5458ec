package ffrtmp.protocol.job;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The eight states that a job shows on the wire. */
public enum JobStatus {
  /** Accepted, and its time has not come ({@code not_before}). */
  @JsonProperty("pending")
  PENDING,
  @JsonProperty("queued")
  QUEUED,
  @JsonProperty("assigned")
  ASSIGNED,
  @JsonProperty("processing")
  PROCESSING,
  @JsonProperty("paused")
  PAUSED,
  @JsonProperty("completed")
  COMPLETED,
  @JsonProperty("failed")
  FAILED,
  @JsonProperty("canceled")
  CANCELED;

  /** A terminal state is final: no late report changes it. */
  public boolean terminal() {
    return this == COMPLETED || this == FAILED || this == CANCELED;
  }
}
