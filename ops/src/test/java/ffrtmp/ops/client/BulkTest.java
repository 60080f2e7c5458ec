package ffrtmp.ops.client;

import static ffrtmp.ops.client.Jobs.page;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A command to many jobs meets those that were meant, and asks first. */
final class BulkTest {
  private static final String CANCELED = "{\"status\":\"canceled\"}";
  private StubServer server;

  @BeforeEach
  void start() throws IOException {
    server = new StubServer();
    String second = "{\"id\":\"c\",\"status\":\"queued\",\"queue\":\"batch\"}";
    server
        .on(
            "GET /jobs?status=queued&limit=500",
            200,
            // as a server that knows no filters: b was not meant
            "{\"jobs\":[{\"id\":\"a\",\"status\":\"queued\"},{\"id\":\"b\",\"status\":\"processing\"}],\"next_cursor\":\"p2\"}")
        .on("GET /jobs?status=queued&limit=500&cursor=p2", 200, page(second))
        .on("POST /jobs/a/cancel", 200, CANCELED)
        .refuses("POST /jobs/c/cancel", 400, "it has ended");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void itSaysHowManyAndAsks() {
    Ran ran = Ran.at(server).typing("y\n").run("jobs", "cancel", "--filter", "status=queued");
    assertThat(ran.err()).startsWith("ffrtmp: 2 jobs of status=queued: cancel them all? [y/N] ");
    assertThat(ran.out()).isEqualTo("job a: canceled\n");
    assertThat(ran.err()).contains("job c: it has ended (400)").contains("1 done, 1 refused");
    assertThat(ran.status()).as("one of them was refused").isEqualTo(1);
    assertThat(server.lines()).doesNotContain("POST /jobs/b/cancel");
  }

  @Test
  void anythingButYesIsNo() {
    for (String answer : new String[] {"\n", "n\n", "yess\n", ""}) {
      Ran ran = Ran.at(server).typing(answer).run("jobs", "cancel", "--filter", "status=queued");
      assertThat(ran.err()).contains("nothing was done");
      assertThat(ran.status()).isZero();
    }
    assertThat(server.lines()).noneMatch(line -> line.startsWith("POST"));
  }

  @Test
  void withoutATerminalItTakesYes() {
    Ran ran = Ran.at(server).run("jobs", "cancel", "--filter", "status=queued");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("needs --yes");
    Ran yes = Ran.at(server).run("jobs", "cancel", "--filter", "status=queued", "--yes");
    assertThat(yes.err()).contains("2 jobs of status=queued");
    assertThat(yes.out()).contains("job a: canceled");
  }

  @Test
  void aFilterThatIsNotKnownIsWrongUsage() {
    assertThat(Ran.at(server).run("jobs", "retry", "--filter", "colour=red").status()).isEqualTo(2);
    assertThat(Ran.at(server).run("jobs", "retry", "--filter", "status=").status()).isEqualTo(2);
    assertThat(Ran.at(server).run("jobs", "retry", "a", "--filter", "queue=live").status())
        .isEqualTo(2);
  }

  @Test
  void jobsThatAreNamedAreNotAskedAbout() {
    server.on("POST /jobs/a/pause?mode=release", 200, "{\"status\":\"paused\"}");
    Ran ran = Ran.at(server).run("jobs", "pause", "a", "--mode", "release");
    assertThat(ran.status()).isZero();
    assertThat(ran.out()).isEqualTo("job a: paused\n");
  }

  @Test
  void aNodeCanBeNamedByItsName() {
    server
        .on("GET /nodes", 200, "{\"nodes\":[{\"id\":\"n-1\",\"name\":\"north\"}]}")
        .on(
            "POST /nodes/n-1/drain",
            200,
            "{\"id\":\"n-1\",\"name\":\"north\",\"status\":\"draining\"}");
    Ran ran = Ran.at(server).run("nodes", "drain", "north", "--deadline", "10m");
    assertThat(ran.status()).isZero();
    assertThat(server.asked().get(1).body()).isEqualTo("{\"deadline_seconds\":600}");
    assertThat(Ran.at(server).run("nodes", "drain", "south").status()).isEqualTo(1);
  }
}
