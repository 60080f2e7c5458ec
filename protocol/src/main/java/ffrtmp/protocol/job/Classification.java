package ffrtmp.protocol.job;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What kind of work a job is; carried for statistics, it changes no decision. */
public enum Classification {
  @JsonProperty("production")
  PRODUCTION,
  @JsonProperty("test")
  TEST,
  @JsonProperty("benchmark")
  BENCHMARK,
  @JsonProperty("debug")
  DEBUG
}
