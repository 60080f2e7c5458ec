package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.stream.javadsl.Source;
import ffrtmp.http.access.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who gets one of the live streams that may be open at a time. */
@Timeout(60)
class LiveStreamsTest {
  @TempDir private Path folder;

  @Test
  void oneTenantLeavesHalfOfThemToOthers() throws Exception {
    TestKeys keys = new TestKeys(folder);
    String acme = keys.create("ann", Role.VIEWER, "acme");
    String other = keys.create("bob", Role.VIEWER, "other");
    String nobodys = keys.create("eve", Role.VIEWER, null);
    try (TestServer server = new TestServer(keys.setting(), "events.streams = 2")) {
      server.jobs.followingAll = after -> Source.never();
      InputStream first = begun(open(server, acme));
      assertThat(open(server, acme).statusCode()).isEqualTo(503);
      InputStream second = begun(open(server, other));
      HttpResponse<InputStream> third = open(server, nobodys);
      assertThat(third.statusCode()).as("all are taken").isEqualTo(503);
      assertThat(third.headers().firstValue("Retry-After")).contains("5");
      first.close();
      second.close();
    }
  }

  /** A stream holds its place from its first byte on. */
  private static InputStream begun(HttpResponse<InputStream> answer) throws IOException {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body().read()).isNotNegative();
    return answer.body();
  }

  private static HttpResponse<InputStream> open(TestServer server, String key) throws Exception {
    return server
        .open(server.request("/events").header("X-API-Key", key), BodyHandlers.ofInputStream())
        .get(20, TimeUnit.SECONDS);
  }
}
