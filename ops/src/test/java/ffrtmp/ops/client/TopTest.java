package ffrtmp.ops.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What runs, as each job says it itself: a list knows no speeds. */
final class TopTest {
  private static final String LISTED =
      Jobs.job("processing", 10).replaceFirst(",\"progress_details.*", "}");
  private static final String ASKED = "GET /jobs/" + Jobs.ID;

  private StubServer server;

  @BeforeEach
  void start() throws IOException {
    server = new StubServer().on("GET /nodes", 200, "{\"count\":0,\"nodes\":[]}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aJobThatRunsIsShownWithItsSpeed() {
    server.on("GET /jobs", 200, Jobs.page(LISTED)).on(ASKED, 200, Jobs.job("processing", 17));
    Ran ran = Ran.at(server).run("jobs", "top");
    assertThat(ran.out()).as(ran.err()).contains("FPS", "17 %", "118", "3.9", "12s");
  }

  @Test
  void aJobThatHasGoneMeanwhileStaysAsItWasListed() {
    server.on("GET /jobs", 200, Jobs.page(LISTED)).refuses(ASKED, 404, "there is no such job");
    Ran ran = Ran.at(server).run("jobs", "top");
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("10 %");
  }

  @Test
  void ofAHugeFarmNoMoreIsAskedForThanAScreenShows() {
    String[] many = Collections.nCopies(200, LISTED).toArray(String[]::new);
    server.on("GET /jobs", 200, Jobs.page(many)).on(ASKED, 200, Jobs.job("processing", 17));
    Ran.at(server).run("jobs", "top");
    assertThat(server.lines().stream().filter(ASKED::equals)).hasSize(32);
  }
}
