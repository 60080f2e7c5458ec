package ffrtmp.protocol.job;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What runs the job on the worker. */
public enum Engine {
  /** ffmpeg where it can do the job, else gstreamer. */
  @JsonProperty("auto")
  AUTO,
  @JsonProperty("ffmpeg")
  FFMPEG,
  @JsonProperty("gstreamer")
  GSTREAMER,
  /** Runs nothing; only where it was enabled, for tests and benchmarks. */
  @JsonProperty("noop")
  NOOP
}
