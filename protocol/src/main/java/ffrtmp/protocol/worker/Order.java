package ffrtmp.protocol.worker;

import com.fasterxml.jackson.annotation.JsonProperty;
import ffrtmp.protocol.job.JobId;

/** What a worker that speaks HTTP is to do about one of its attempts; safe to carry out twice. */
public record Order(JobId job, int attempt, Kind command) {
  /** The commands of the wire. */
  public enum Kind {
    @JsonProperty("continue")
    CONTINUE,
    /** Stop the processes, and keep them. */
    @JsonProperty("pause")
    PAUSE,
    @JsonProperty("resume")
    RESUME,
    /** End the processes, commit nothing, and report so. */
    @JsonProperty("cancel")
    CANCEL
  }
}
