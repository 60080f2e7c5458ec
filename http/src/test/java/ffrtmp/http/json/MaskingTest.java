package ffrtmp.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.job.Engine;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.OutputMode;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.job.Requirements;
import ffrtmp.protocol.job.TranscodeParameters;
import ffrtmp.protocol.port.HistoryEntry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {
  @ParameterizedTest
  @CsvSource({
    "rtmp://ada:secret@host.example/live/key, rtmp://***@host.example/live/key",
    "https://ada@host.example:8443/in.mp4?a=b@c, https://***@host.example:8443/in.mp4?a=b@c",
    "http://ada:se@cret@host.example, http://***@host.example",
    "rtmp://host.example/live/key, rtmp://host.example/live/key",
    "https://host.example/@ada/in.mp4, https://host.example/@ada/in.mp4",
    "in/ada@home.mp4, in/ada@home.mp4"
  })
  void credentialsInAUrlAreForTheWorkerAlone(String given, String shown) {
    TranscodeParameters masked = parameters(given, given, null).masked();
    assertThat(masked.input()).isEqualTo(shown);
    assertThat(masked.rtmpUrl()).isEqualTo(shown);
  }

  @Test
  void whatIsLoggedOfAJobHasNoSecret() {
    var secret =
        parameters("https://ada:secret@a.example/x", "rtmp://u:secret@b.example/l", "secret");
    assertThat(secret.toString()).contains("https://***@a.example/x").doesNotContain("secret");
  }

  @Test
  void onlyWhatIsSecretChanges() {
    TranscodeParameters open = parameters("in.mp4", "rtmp://host.example/live", null);
    assertThat(open.masked()).isEqualTo(open);
    TranscodeParameters keyed = parameters("in.mp4", "rtmp://host.example/live", "key");
    assertThat(keyed.masked()).isEqualTo(parameters("in.mp4", "rtmp://host.example/live", "***"));
  }

  @Test
  void theHistoryShowsNoMoreThanTheJob() {
    var parameters = parameters("https://ada:secret@a.example/x", "rtmp://u:p@b.example/l", "key");
    JobSpec spec =
        new JobSpec(
            null,
            "s",
            null,
            Engine.FFMPEG,
            null,
            Queue.LIVE,
            Priority.HIGH,
            parameters,
            Requirements.DEFAULT,
            3,
            null,
            null,
            List.of());
    var submitted = new JobEvent.Submitted(1, spec, Instant.EPOCH, Cause.SCHEDULER);
    var history = List.of(new HistoryEntry(1, submitted, JobStatus.QUEUED));
    JsonNode shown = HistoryJson.of(new JobId(new UUID(1, 2)), history).at("/events/0/spec");
    assertThat(shown.at("/scenario").asText()).isEqualTo("s");
    assertThat(shown.at("/parameters/input").asText()).isEqualTo("https://***@a.example/x");
    assertThat(shown.at("/parameters/rtmp_url").asText()).isEqualTo("rtmp://***@b.example/l");
    assertThat(shown.at("/parameters/stream_key").asText()).isEqualTo("***");
  }

  private static TranscodeParameters parameters(String input, String rtmpUrl, String key) {
    return new TranscodeParameters(
        input,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        OutputMode.RTMP,
        rtmpUrl,
        key,
        null,
        null,
        null,
        null,
        null);
  }
}
