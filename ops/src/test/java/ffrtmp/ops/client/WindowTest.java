package ffrtmp.ops.client;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.ops.client.Window.Size;
import ffrtmp.ops.client.show.Screen;
import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What moves fits the window, which changes while it is looked at. */
final class WindowTest {
  private static final String NODES = "{\"count\":0,\"nodes\":[]}";
  private static final Screen LIVE = new Screen(80, false, true, true);

  private StubServer server;

  @BeforeEach
  void start() throws IOException {
    server = new StubServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void eachLookOfTopFitsTheWindowAsItIsThen() {
    String[] jobs = Collections.nCopies(9, Jobs.job("processing", 50)).toArray(String[]::new);
    server
        .on("GET /nodes", 200, NODES)
        .on("GET /nodes", 200, NODES)
        .refuses("GET /nodes", 404, "gone")
        .on("GET /jobs", 200, Jobs.page(jobs));
    Ran ran =
        Ran.at(server).screen(LIVE).sizes(new Size(24, 100), new Size(8, 50)).run("jobs", "top");
    String[] looks = ran.out().split("\u001b\\[H", -1);
    assertThat(looks).as(ran.err()).hasSize(3);
    assertThat(widest(looks[1])).isBetween(51, 100);
    assertThat(widest(looks[2])).isLessThanOrEqualTo(50);
    assertThat(looks[1].lines()).hasSizeGreaterThan(10);
    assertThat(looks[2].lines().filter(line -> !line.startsWith("\u001b[J"))).hasSize(7);
  }

  @Test
  void theBarFitsTheWindowAsItIsThen() {
    server.on(
        "GET /jobs/42/events",
        StubServer.events(Jobs.progress(50), Jobs.state(9, "completed", 100)));
    Ran ran =
        Ran.at(server)
            .messages(LIVE)
            .sizes(new Size(24, 120), new Size(24, 50))
            .run("jobs", "status", "42", "-f");
    String[] bars = ran.err().split("\r\u001b\\[K", -1);
    assertThat(widest(bars[1])).isBetween(60, 119);
    assertThat(widest(bars[2])).isLessThan(50);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0 0\n", "24", "stty: no terminal", "24 80 3", "999999999 1"})
  void whatIsNoSizeIsNone(String told) {
    assertThat(Size.read(told)).isEmpty();
  }

  @Test
  void aSizeIsReadAsSttyTellsIt() {
    assertThat(Size.read("40 160\n")).contains(new Size(40, 160));
  }

  private static int widest(String text) {
    return text.replace("\u001b[K", "").lines().mapToInt(String::length).max().orElse(0);
  }
}
