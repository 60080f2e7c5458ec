package ffrtmp.ops.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a person sees of the same answers, on a narrow and on a wide terminal. Where it is meant to
 * change: {@code -Dffrtmp.golden.renew=true}, and look at the difference.
 */
final class GoldenTest {
  private static final Path FILES = Path.of("src/test/resources/client");
  private StubServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        new StubServer()
            .on("GET /jobs", 200, json("jobs"))
            .on("GET /jobs/7", 200, json("job"))
            .on("GET /jobs/7/explain", 200, json("explain"))
            .on("GET /jobs/7/history", 200, json("history"))
            .on("GET /nodes", 200, json("nodes"))
            .on("GET /nodes/1f19bace-faa3-3908-8fe2-eeb6278ead97", 200, json("node"))
            .on("GET /api/sources", 200, json("sources"))
            .on("GET /api/downloads", 200, json("downloads"))
            .on("GET /api/sessions", 200, json("sessions"))
            .on("GET /api/stats/bandwidth", 200, json("bandwidth"))
            .on("GET /api/downloads/5/speed", 200, json("speed"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "jobs-list, jobs list",
    "jobs-status, jobs status 7",
    "jobs-going, jobs status",
    "jobs-explain, jobs explain 7",
    "jobs-history, jobs history 7",
    "jobs-top, jobs top",
    "nodes-list, nodes list",
    "nodes-describe, nodes describe 1f19bace-faa3-3908-8fe2-eeb6278ead97",
    "streams-sources, streams sources",
    "streams-downloads, streams downloads",
    "streams-sessions, streams sessions",
    "streams-speed, streams speed",
    "streams-speed-one, streams speed 5",
  })
  void aTableFitsTheTerminal(String name, String command) throws IOException {
    for (int columns : new int[] {80, 160}) {
      Ran ran = Ran.at(server).columns(columns).run(command.split(" "));
      assertThat(ran.status()).as(ran.err()).isZero();
      assertThat(ran.out().lines()).allMatch(line -> line.length() <= columns, "fits " + columns);
      assertThat(ran.out()).as("digits that say nothing").doesNotContainPattern("[.][0-9]{4,}");
      assertGolden(name + "." + columns + ".txt", ran.out());
    }
  }

  @ParameterizedTest
  @CsvSource({"jobs-list, jobs list", "jobs-status, jobs status 7"})
  void documentsAreWhatTheServerSaid(String name, String command) throws IOException {
    for (String form : new String[] {"json", "yaml"}) {
      Ran ran = Ran.at(server).run((command + " -o " + form).split(" "));
      assertThat(ran.status()).as(ran.err()).isZero();
      assertGolden(name + "." + form, ran.out());
    }
  }

  private static void assertGolden(String name, String text) throws IOException {
    Path file = FILES.resolve(name);
    if (Boolean.getBoolean("ffrtmp.golden.renew")) Files.writeString(file, text);
    assertThat(text).as("see %s", file).isEqualTo(Files.readString(file));
  }

  private static String json(String name) {
    String file = "/client/" + name + ".answer.json";
    try (InputStream in = GoldenTest.class.getResourceAsStream(file)) {
      if (in == null) throw new AssertionError("there is no " + file);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
