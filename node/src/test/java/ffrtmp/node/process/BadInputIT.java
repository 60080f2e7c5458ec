package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.node.process.ApiClient.Answer;
import ffrtmp.node.process.SharedUp.Up;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a careless or hostile client sends, from the wire to ffmpeg. */
@ExtendWith(SharedUp.class)
final class BadInputIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String SECRET = "the-neighbours-secret";

  private final Up up;
  private final ApiClient api;

  BadInputIT(Up up) {
    this.up = up;
    this.api = up.api();
  }

  @Test
  void anUnknownQueueIsRefusedAtItsPlace() throws Exception {
    assertRefused("{\"queue\":\"express\"}", "/queue");
  }

  @Test
  void aNegativeDurationIsRefusedAtItsPlace() throws Exception {
    assertRefused("{\"parameters\":{\"duration\":-1}}", "/parameters/duration");
  }

  @Test
  void aBodyOfTwoMebibytesIsTooLarge() throws Exception {
    String json = "{\"scenario\":\"" + "x".repeat(2 << 20) + "\"}";
    Answer answer = api.post("/jobs", json);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.body().path("status").asInt()).as("a problem").isEqualTo(413);
  }

  @Test
  void jsonTenThousandDeepIsRefusedAndTheServerGoesOn() throws Exception {
    String json = "{\"parameters\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
    assertThat(api.post("/jobs", json).status()).isEqualTo(400);
    assertThat(api.get("/health").status()).isEqualTo(200);
  }

  @Test
  void anInputOutsideOfTheMediaRootsIsRefused() throws Exception {
    assertRefused(input("/etc/passwd"), "/parameters/input");
  }

  @Test
  void anInputByDotsIsRefused() throws Exception {
    assertRefused(input("in/../../secret.mp4"), "/parameters/input");
  }

  @Test
  void anInputThatWouldBeAnOptionIsRefused() throws Exception {
    Files.writeString(up.media("-y"), "x");
    assertRefused(input("-y"), "/parameters/input");
  }

  @Test
  void anOutputOutsideOfTheMediaRootsIsRefused() throws Exception {
    assertRefused(
        "{\"parameters\":{\"duration\":1,\"output\":\"/tmp/x.mp4\"}}", "/parameters/output");
    assertRefused(
        "{\"parameters\":{\"duration\":1,\"output\":\"../x.mp4\"}}", "/parameters/output");
  }

  @Test
  void anInputThatIsALinkToTheOutsideFailsTheJob() throws Exception {
    Path secret = Files.writeString(up.outside("secret.mp4"), SECRET);
    link("link.mp4", secret);
    assertFailed(input("link.mp4"), "user_error");
  }

  @Test
  void aFolderThatIsALinkToTheOutsideTakesNoOutput() throws Exception {
    Path folder = Files.createDirectories(up.outside("elsewhere"));
    link("way-out", folder);
    assertFailed("{\"parameters\":{\"duration\":1,\"output\":\"way-out/x.mp4\"}}", "user_error");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aPlaylistDoesNotReadAFileOutside() throws Exception {
    String secret = Files.writeString(up.outside("secret.ts"), SECRET).toString();
    Files.writeString(
        up.media("list.m3u8"),
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://" + secret + "\n#EXT-X-ENDLIST\n");
    Files.copy(up.media("list.m3u8"), up.media("list-as-a-film.mp4"));
    Files.writeString(up.media("list.ffconcat"), "ffconcat version 1.0\nfile " + secret + "\n");
    for (String name : new String[] {"list.m3u8", "list-as-a-film.mp4", "list.ffconcat"}) {
      JsonNode job = assertFailed(input(name), "input_error");
      String log = api.get("/jobs/" + job.path("id").asText() + "/logs").body().toString();
      assertThat(log).doesNotContain(SECRET);
    }
  }

  @Test
  void aMissingInputFailsTheJobAtOnce() throws Exception {
    assertFailed(input("not-there.mp4"), "input_error");
  }

  @Test
  void anInputThatIsNoFilmFailsTheJobAtOnce() throws Exception {
    Files.writeString(up.media("text.mp4"), "this is no film");
    assertFailed(input("text.mp4"), "input_error");
  }

  @Test
  void anOutputThatExistsIsKeptUnlessItMayBeReplaced() throws Exception {
    Path output = Files.writeString(up.media("precious.mp4"), "precious");
    String kept =
        "{\"scenario\":\"240p30-h264\",\"parameters\":{\"duration\":1,\"output\":\"precious.mp4\"%s}}";
    assertFailed(kept.formatted(""), "user_error");
    assertThat(output).hasContent("precious");
    String id = api.submit(kept.formatted(",\"overwrite\":true"));
    assertThat(api.awaitEnd(id, SOON).path("status").asText()).isEqualTo("completed");
    Await.until("it is replaced", SOON, () -> Files.size(output) > 1_000);
    assertThat(up.partFiles()).isEmpty();
  }

  private static String input(String path) {
    return "{\"parameters\":{\"input\":\"" + path + "\"}}";
  }

  private void link(String name, Path to) throws Exception {
    try {
      Files.createSymbolicLink(up.media(name), to);
    } catch (FileAlreadyExistsException again) {
      assertThat(Files.readSymbolicLink(up.media(name))).isEqualTo(to);
    }
  }

  private void assertRefused(String json, String pointer) throws Exception {
    Answer answer = api.post("/jobs", json);
    assertThat(answer.status()).as("%s", answer).isEqualTo(400);
    assertThat(answer.body().path("errors").findValuesAsText("pointer")).containsExactly(pointer);
  }

  /** Failed, without another try, and nothing is left behind. */
  private JsonNode assertFailed(String json, String reason) throws Exception {
    JsonNode job = api.awaitEnd(api.submit(json), SOON);
    assertThat(job.path("status").asText()).as("%s", job).isEqualTo("failed");
    assertThat(job.path("failure_reason").asText()).as("%s", job).isEqualTo(reason);
    assertThat(job.path("retry_count").asInt()).isZero();
    assertThat(job.path("attempt").asInt()).isEqualTo(1);
    assertThat(up.partFiles()).isEmpty();
    return job;
  }
}
