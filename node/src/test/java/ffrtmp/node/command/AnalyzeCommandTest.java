package ffrtmp.node.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ffrtmp.node.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the command prints, and how it ends. */
class AnalyzeCommandTest {
  private static final String SESSION =
      "172.16.1.143 [20/Dec/2025:07:50:%02d -0600] TCP 200 %d %d %s"
          + " \"cp601.prod.do.dsp.mp.microsoft.com\"\n";
  private static final String REQUEST =
      "[wsus] 172.16.1.143 / - - - [20/Dec/2025:07:50:%02d -0600] \"GET /filestreamingservice/files/1"
          + " HTTP/1.1\" 206 1048576 \"-\" \"Microsoft-Delivery-Optimization/10.0\" \"%s\""
          + " \"tlu.dl.delivery.mp.microsoft.com\" \"bytes=0-1048575\"\n";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @BeforeEach
  void logs() throws IOException {
    Files.writeString(
        folder.resolve("stream-access.log"),
        SESSION.formatted(58, 7_063, 910, "12.590") + SESSION.formatted(59, 0, 0, "0.000"));
    Files.writeString(
        folder.resolve("access.log"),
        REQUEST.formatted(50, "HIT") + REQUEST.formatted(59, "MISS") + "what is this\n");
  }

  @Test
  void jsonTellsAllInOneObject() throws IOException {
    assertThat(run("--output", "json", folder.toString())).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.get("lines").asInt()).isEqualTo(5);
    assertThat(json.get("bad_lines").elements().next().asInt()).isEqualTo(1);
    assertThat(json.get("sessions").toString())
        .isEqualTo("{\"total\":2,\"failed\":1,\"control\":1,\"passthrough\":0}");
    assertThat(json.get("bytes_sent").asInt()).isEqualTo(7_063);
    assertThat(json.get("bytes_received").asInt()).isEqualTo(910);
    assertThat(json.get("bytes_read").asLong())
        .isEqualTo(
            Files.size(folder.resolve("access.log"))
                + Files.size(folder.resolve("stream-access.log")));
    assertThat(json.get("seconds").isNumber()).isTrue();
    JsonNode download = json.get("downloads").get(0);
    assertThat(json.get("downloads")).hasSize(1);
    assertThat(download.get("client").asText()).isEqualTo("172.16.1.143");
    assertThat(download.get("service").asText()).isEqualTo("wsus");
    assertThat(download.get("start").asText()).isEqualTo("2025-12-20T13:50:50Z");
    assertThat(download.get("end").asText()).isEqualTo("2025-12-20T13:50:59Z");
    assertThat(download.get("bytes").asInt()).isEqualTo(2_097_152);
    assertThat(download.get("hit_bytes").asInt()).isEqualTo(1_048_576);
    assertThat(download.get("miss_bytes").asInt()).isEqualTo(1_048_576);
    assertThat(download.get("requests").asInt()).isEqualTo(2);
    assertThat(download.get("average_bytes_per_second").asInt()).isEqualTo(209_715);
    assertThat(download.get("peak_bytes_per_second").asInt()).isEqualTo(1_048_576);
    JsonNode related = download.get("related").get(0);
    assertThat(related.get("start").asText()).isEqualTo("2025-12-20T13:50:45.410Z");
    assertThat(related.get("end").asText()).isEqualTo("2025-12-20T13:50:58Z");
    assertThat(related.get("host").asText()).isEqualTo("cp601.prod.do.dsp.mp.microsoft.com");
    assertThat(related.get("method").asText()).isEqualTo("co-activity");
    assertThat(related.get("confidence").asDouble()).isBetween(0.1, 1.0);
  }

  @Test
  void aReaderThatHasSeenEnoughIsNoFailure() throws Exception {
    String command =
        "{ '%s' -cp '%s' %s streams analyze . || echo failed >&2; } | true"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                Main.class.getName());
    Process process =
        new ProcessBuilder("sh", "-c", command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).isEmpty();
  }

  @Test
  void csvGivesTheDownloads() {
    assertThat(run("--output=csv", folder.toString())).isZero();
    assertThat(out.toString().split("\r\n"))
        .containsExactly(
            "client,service,name,start,end,bytes,hit_bytes,miss_bytes,requests,"
                + "average_bytes_per_second,peak_bytes_per_second,related",
            "172.16.1.143,wsus,,2025-12-20T13:50:50Z,2025-12-20T13:50:59Z,2097152,1048576,1048576,2,"
                + "209715,1048576,1");
  }

  @Test
  void theTableSumsUpByServiceAndByClient() {
    assertThat(run(folder.toString())).isZero();
    assertThat(out.toString())
        .contains("5 lines", "sessions: 2 (1 failed, 1 control, 0 passthrough)")
        .contains("downloads: 1, 2.0 MiB, 50 % from the cache", "1 related to a download")
        .containsPattern("wsus +1 +2.0M +50 % +2 +205K +1.0M")
        .containsPattern("172.16.1.143 +1 +2.0M")
        .containsPattern("wsus +172.16.1.143 +12-20 13:50 +2.0M +50 % +205K +1.0M")
        .doesNotContain("~");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aLongNameIsCutToFitATerminalAndSteersNone() throws IOException {
    String line =
        "{\"time_local\":\"20/Dec/2025:07:50:50 -0600\",\"cache_identifier\":\"epicgames\","
            + "\"remote_addr\":\"fd00:10::a649:8a9b\",\"status\":\"200\",\"bytes_sent\":1048576,"
            + "\"upstream_cache_status\":\"HIT\",\"host\":\"a.example\",\"method\":\"GET\","
            + "\"path\":\"/Builds/Org/o-7bd6993fc3c2f0736d7f5d7623f9c3db/\\u001b[31m/default\"}\n";
    Files.writeString(folder.resolve("access.log"), line);
    assertThat(run(folder.toString())).isZero();
    assertThat(out.toString().lines()).allMatch(each -> each.length() <= 80);
    assertThat(out.toString()).contains("epicgames ", "…", "~").doesNotContain("\u001b");
  }

  @Test
  void aServiceWithoutDownloadsHasNoSpeed() throws IOException {
    Files.delete(folder.resolve("access.log"));
    Files.writeString(
        folder.resolve("stream-access.log"), SESSION.formatted(58, 9 << 20, 910, "9.000"));
    assertThat(run(folder.toString())).isZero();
    assertThat(out.toString())
        .contains("downloads: 0" + System.lineSeparator())
        .containsPattern("wsus +0 +0 +- +0 +- +- +9.0M");
  }

  @Test
  void anUnknownTimeZoneIsToldWhatIsOne() {
    assertThat(run("--time-zone", "Mars", folder.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("'Mars' is no time zone such as Europe/Berlin")
        .doesNotContain("java.");
  }

  @Test
  void aMissingFileEndsWithOneLine() {
    assertThat(run(folder.resolve("no.log").toString())).isEqualTo(1);
    assertThat(err.toString()).contains(folder.resolve("no.log") + ": there is no such file");
  }

  @Test
  void wrongUsageEndsWithTwo() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("--output", "xml", folder.toString())).isEqualTo(2);
    assertThat(run("--nonsense", folder.toString())).isEqualTo(2);
  }

  private int run(String... args) {
    CommandLine line =
        new CommandLine(new AnalyzeCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setExecutionExceptionHandler(
                (e, at, parsed) -> {
                  at.getErr().println(e.getMessage());
                  return e instanceof UsageException ? 2 : 1;
                });
    return line.execute(args);
  }
}
