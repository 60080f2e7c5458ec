package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.fuzz.OpenApi;
import ffrtmp.http.TestServer.Answer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages that people read: without a key, without another host, and nothing beside them. */
@Timeout(40)
class DocsTest {
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer("api-key = s3cret");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/docs", "/api/v1/docs"})
  void everythingThatAPageNeedsIsServedFromHere(String path) {
    Answer page = server.get(path);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.type()).startsWith("text/html");
    Matcher link = LINK.matcher(page.raw().body());
    int links = 0;
    while (link.find()) {
      Answer file = server.get(page.raw().uri().resolve(link.group(1)).getPath());
      assertThat(file.status()).as(link.group(1)).isEqualTo(200);
      assertThat(file.raw().body()).isNotEmpty();
      links++;
    }
    assertThat(links).isGreaterThan(3);
  }

  @Test
  void noPageRunsWhatIsWrittenIntoIt() {
    for (String path : List.of("/", "/docs")) {
      Answer page = server.get(path);
      assertThat(page.raw().body()).doesNotContain("<script>", "javascript:", "onload", "<style");
      assertThat(page.header("Content-Security-Policy"))
          .contains("default-src 'none'", "frame-ancestors 'none'")
          .doesNotContain("script-src 'unsafe", "http");
    }
  }

  @Test
  void anUnchangedFileIsNotSentAgain() {
    Answer first = server.get("/docs/swagger-ui.css");
    assertThat(first.header("Cache-Control")).contains("max-age");
    assertThat(first.header("X-Content-Type-Options")).isEqualTo("nosniff");
    Answer again = server.get("/docs/swagger-ui.css", "If-None-Match", first.header("ETag"));
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.raw().body()).isEmpty();
    assertThat(server.get("/docs/swagger-ui.css", "If-None-Match", "\"other\"").status())
        .isEqualTo(200);
    assertThat(server.get("/docs/docs.js").header("ETag")).isNotEqualTo(first.header("ETag"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/docs/",
        "/docs/../reference.conf",
        "/docs/..%2freference.conf",
        "/docs/%2e%2e/reference.conf",
        "/docs/swagger-ui.css%00",
        "/docs/index.html",
        "/docs/docs.html/x"
      })
  void noNameLeadsAnywhereElse(String path) {
    assertThat(server.get(path, "X-API-Key", "s3cret").status()).isEqualTo(404);
  }

  @Test
  void dotsLeadToTheAddressThatTheyMeanAndToNoFile() {
    assertThat(server.get("/docs/..").raw().body()).isEqualTo(server.get("/").raw().body());
    assertThat(server.get("/docs/../../../..").raw().body())
        .isEqualTo(server.get("/").raw().body());
  }

  @Test
  void theDescriptionIsServedAsItStands() {
    Answer answer = server.get("/openapi.json");
    assertThat(answer.type()).isEqualTo("application/json");
    assertThat(answer.json()).isEqualTo(OpenApi.load().document());
  }
}
