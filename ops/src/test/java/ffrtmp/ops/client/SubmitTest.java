package ffrtmp.ops.client;

import static ffrtmp.ops.client.Jobs.ID;
import static ffrtmp.ops.client.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is handed in is what was meant, and once. */
final class SubmitTest {
  private static final ObjectMapper JSON = new ObjectMapper();
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
  void flagsBecomeAJob() throws IOException {
    server.on("POST /jobs", 201, job("queued", 0));
    Ran ran =
        Ran.at(server)
            .run(
                "jobs submit --scenario 720p30-h264 --input a.mkv --output b.mp4 --codec hevc --bitrate 2500k --preset fast --duration 10 --engine ffmpeg --queue live --priority high --confidence auto --param crf=23 --param overwrite=true --param tune=film --gpu 1 --cpu 0.5 --ram 4G --max-retries 0"
                    .split(" "));
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out()).isEqualTo("submitted: job 42  " + ID + "\n");
    JsonNode wanted =
        JSON.readTree(
            """
            {"scenario":"720p30-h264","confidence":"auto","engine":"ffmpeg","queue":"live",
            "priority":"high","max_retries":0,"parameters":{"crf":23,"overwrite":true,"tune":"film",
            "input":"a.mkv","output":"b.mp4","codec":"hevc","bitrate":"2500k","preset":"fast",
            "duration":10.0},"requirements":{"cpu_cores":0.5,"gpu_count":1,"ram_bytes":4294967296}}""");
    assertThat(JSON.readTree(server.asked().get(0).body())).isEqualTo(wanted);
  }

  @Test
  void beforeTheCommandTheOutputIsAFormAndBehindItTheJobs() throws IOException {
    server.on("POST /jobs", 201, job("queued", 0));
    Ran ran = Ran.at(server).run("--output", "json", "jobs", "submit", "--output", "b.mp4");
    assertThat(JSON.readTree(ran.out()).path("id").asText()).isEqualTo(ID);
    assertThat(server.asked().get(0).body()).isEqualTo("{\"parameters\":{\"output\":\"b.mp4\"}}");
  }

  @Test
  void everySubmitHasAKeyOfItsOwnSoThatAskingAgainMakesNoSecondJob() {
    server
        .on("POST /jobs", StubServer.with(503, "text/plain", "", "Retry-After", "1"))
        .on("POST /jobs", 201, job("queued", 0));
    assertThat(Ran.at(server).run("jobs", "submit", "--scenario", "x").status()).isZero();
    List<String> keys =
        server.asked().stream().map(asked -> asked.headers().get("Idempotency-key")).toList();
    assertThat(keys).hasSize(2).allMatch(key -> key.equals(keys.get(0)) && key.length() > 20);
  }

  @Test
  void whoWaitsLearnsHowItEnded() {
    server.on("POST /jobs", 201, job("queued", 0)).on("GET /jobs/" + ID, 200, job("failed", 3));
    Ran ran = Ran.at(server).run("jobs", "submit", "--scenario", "x", "--wait");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).contains("status    failed");
  }

  @Test
  void aFileGoesInBatchesOfItsLinesAndWhatIsRefusedIsNamedByItsLine() {
    String lines =
        IntStream.rangeClosed(1, 150)
            .mapToObj(i -> i == 120 ? "\n{\"bad\":1}" : "{\"scenario\":\"s" + i + "\"}")
            .collect(Collectors.joining("\n"));
    server.on("POST /jobs/batch", exchange -> batch(100, -1).to(exchange));
    server.on("POST /jobs/batch", exchange -> batch(50, 19).to(exchange));
    Ran ran =
        Ran.at(server)
            .piping(lines)
            .run("jobs", "submit", "--file", "-", "--idempotency-key", "night");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).isEqualTo("submitted: 149 jobs, 1 refused\n");
    assertThat(ran.err()).isEqualTo("ffrtmp: line 121: 1 field is wrong; queue is odd\n");
    assertThat(server.asked())
        .extracting(asked -> asked.headers().get("Idempotency-key"))
        .containsExactly("night/1", "night/2");
    assertThat(server.asked().get(0).body().lines()).hasSize(100);
    assertThat(server.asked().get(1).body().lines())
        .hasSize(50)
        .first()
        .asString()
        .contains("s101");
  }

  private static StubServer.Answer batch(int lines, int bad) {
    String answers =
        IntStream.range(0, lines)
            .mapToObj(
                i ->
                    i == bad
                        ? "{\"index\":%d,\"status\":400,\"problem\":{\"detail\":\"1 field is wrong\",\"errors\":[{\"pointer\":\"/queue\",\"detail\":\"is odd\"}]}}"
                            .formatted(i)
                        : "{\"index\":%d,\"status\":201,\"job\":%s}".formatted(i, job("queued", 0)))
            .collect(Collectors.joining("\n"));
    return StubServer.with(207, "application/x-ndjson", answers + "\n");
  }

  @Test
  void anOldServerGetsTheLinesOneByOne() {
    server
        .on("POST /jobs", 201, job("queued", 0))
        .on("POST /jobs", StubServer.with(400, "text/plain", "Invalid request\n"));
    Ran ran = Ran.at(server).piping("{\"scenario\":\"a\"}\n{}\n").run("jobs", "submit", "--file=-");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).isEqualTo("submitted: 1 job, 1 refused\n");
    assertThat(ran.err()).contains("line 2: Invalid request (400)");
    assertThat(server.lines()).containsExactly("POST /jobs/batch", "POST /jobs", "POST /jobs");
  }

  @Test
  void aFileThatIsNotThereOrGoesWithOtherFlagsIsWrongUsage() {
    assertThat(Ran.at(server).run("jobs", "submit", "--file", "/no/file").status()).isEqualTo(2);
    Ran both = Ran.at(server).run("jobs", "submit", "--file", "-", "--queue", "live");
    assertThat(both.status()).isEqualTo(2);
    assertThat(server.asked()).isEmpty();
  }
}
