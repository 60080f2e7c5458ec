package ffrtmp.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.http.TestServer.Answer;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {
  private TestServer server;

  @BeforeEach
  void start() {
    server =
        new TestServer("batch.line-limit = 200", "batch.lines = 100", "batch.total-limit = 64k");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/jobs/batch", "/api/v1/jobs/batch"})
  void anArrayGivesEachJobOrItsProblemInOrder(String path) {
    Answer answer =
        server.post(
            path,
            " [ {\"scenario\":\"a,]}\\\"\"} ,{\"queue\":\"express\"}, 7, {} , {\"scenario\":\"%s\"},{}]"
                .formatted("x".repeat(300)));
    assertThat(answer.status()).isEqualTo(207);
    assertThat(statuses(answer)).containsExactly(201, 400, 400, 201, 413, 201);
    assertThat(answer.json().at("/results/0/job/scenario").asText()).isEqualTo("a,]}\"");
    assertThat(answer.json().at("/results/1/problem/errors/0/pointer").asText())
        .isEqualTo("/queue");
    assertThat(answer.json().get("count").asInt()).isEqualTo(6);
    assertThat(answer.json().get("accepted").asInt()).isEqualTo(3);
    assertThat(server.jobs.jobs).hasSize(3);
  }

  @Test
  void linesGiveLines() {
    Answer answer =
        lines(
            BodyPublishers.ofString(
                "{}\n\n{\"priority\":\"top\"}\r\nnonsense\n{\"scenario\":\"z\"}"));
    assertThat(answer.status()).isEqualTo(207);
    assertThat(answer.type()).startsWith("application/x-ndjson");
    assertThat(lineStatuses(answer)).containsExactly(201, 400, 400, 201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "  ", " [ ] "})
  void aBatchWithoutAJobIsRefused(String body) {
    assertThat(server.post("/jobs/batch", body).status()).isEqualTo(400);
    assertThat(server.jobs.jobs).isEmpty();
  }

  @Test
  void anArrayWithoutAnEndKeepsWhatItHad() {
    Answer answer = server.post("/jobs/batch", "[{},{}");
    assertThat(statuses(answer)).containsExactly(201, 400);
  }

  @Test
  void anObjectIsNoBatch() {
    Answer answer = server.post("/jobs/batch", "{\"scenario\":\"a\"}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(server.jobs.jobs).isEmpty();
  }

  @Test
  void moreThanTheMostAreToldAndNotTaken() {
    Answer answer = lines(BodyPublishers.ofString("{}\n".repeat(150)));
    List<Integer> statuses = lineStatuses(answer);
    assertThat(statuses).hasSize(101);
    assertThat(statuses.get(100)).isEqualTo(413);
    assertThat(server.jobs.jobs).hasSize(100);
  }

  @Test
  void aBodyThatSaysThatItIsTooLargeIsRefusedAtOnce() {
    Answer answer = lines(BodyPublishers.ofString(" ".repeat(70_000)));
    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  void aChunkedBodyThatBecomesTooLargeKeepsWhatItHad() {
    byte[] body = ("{}\n" + " ".repeat(70_000)).getBytes(StandardCharsets.UTF_8);
    Answer answer = lines(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
    assertThat(answer.status()).isEqualTo(207);
    assertThat(lineStatuses(answer)).containsExactly(201, 413);
  }

  @Test
  void aBatchSentAgainUnderItsKeyMakesNothingNew() {
    Answer first = server.post("/jobs/batch", "[{},{}]", "Idempotency-Key", "b");
    Answer again = server.post("/jobs/batch", "[{},{}]", "Idempotency-Key", "b");
    assertThat(statuses(first)).containsExactly(201, 201);
    assertThat(statuses(again)).containsExactly(200, 200);
    assertThat(server.jobs.jobs).hasSize(2);
  }

  @Test
  void anAnswerComesWhileTheBatchIsStillWritten() throws Exception {
    try (Socket socket = batch()) {
      BufferedReader answer =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      chunk(socket, "{\"scenario\":\"first\"}\n");
      assertThat(answer.readLine()).startsWith("HTTP/1.1 207");
      assertThat(lineWith(answer, "\"index\"")).contains("\"index\":0", "\"scenario\":\"first\"");
      chunk(socket, "{\"queue\":\"express\"}\n");
      assertThat(lineWith(answer, "\"index\"")).contains("\"index\":1", "\"status\":400");
      chunk(socket, "");
      assertThat(lineWith(answer, "0")).isEqualTo("0");
    }
  }

  @Test
  void aClientThatReadsNothingBeforeItHasWrittenAllIsNotWaitedFor() throws Exception {
    server.close();
    server = new TestServer();
    String line = "{\"scenario\":\"" + "x".repeat(250) + "\"}\n";
    int lines = 10_000;
    try (Socket socket = batch()) {
      // the answers are far more than the buffers of the two sockets hold
      for (int i = 0; i < lines / 100; i++) chunk(socket, line.repeat(100));
      chunk(socket, "");
      BufferedReader answer =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      int answered = 0;
      while (answered < lines) {
        lineWith(answer, "\"index\":" + answered);
        answered++;
      }
      assertThat(server.jobs.jobs).hasSize(lines);
    }
  }

  @Test
  void aClientThatHangsUpMakesRoomForTheNextBatch() throws Exception {
    for (int i = 0; i < 20; i++) {
      try (Socket socket = batch()) {
        chunk(socket, "{}\n");
        assertThat(socket.getInputStream().read()).isEqualTo('H');
      }
    }
    awaitRoom();
  }

  private void awaitRoom() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    int status;
    do {
      status = lines(BodyPublishers.ofString("{}")).status();
    } while (status == 503 && System.nanoTime() < deadline);
    assertThat(status).isEqualTo(207);
  }

  /** A batch of lines of which nothing was written yet. */
  private Socket batch() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(30_000);
    socket
        .getOutputStream()
        .write(
            ("POST /jobs/batch HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-ndjson"
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n")
                .getBytes(UTF_8));
    return socket;
  }

  private static void chunk(Socket socket, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    OutputStream out = socket.getOutputStream();
    out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(UTF_8));
    out.write(bytes);
    out.write("\r\n".getBytes(UTF_8));
    out.flush();
  }

  private static String lineWith(BufferedReader reader, String text) throws IOException {
    String line = reader.readLine();
    while (line != null && !line.contains(text)) line = reader.readLine();
    assertThat(line).isNotNull();
    return line;
  }

  @Test
  void anotherMediaTypeIsRefused() {
    Answer answer =
        server.send(
            server
                .request("/jobs/batch")
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString("a,b")));
    assertThat(answer.status()).isEqualTo(415);
  }

  @Test
  void oneJobThatFailsInsideDoesNotTakeTheOthersWithIt() {
    server.jobs.failWith = java.util.Optional.of(new IllegalStateException("inside"));
    Answer answer = server.post("/jobs/batch", "[{},{\"queue\":1}]");
    assertThat(statuses(answer)).containsExactly(500, 400);
    assertThat(answer.raw().body()).doesNotContain("inside");
  }

  @Test
  void whereChunksAreCutDoesNotMatter() {
    byte[] body = " [ {\"a\":\"\\\"]\"}, {\"b\":[1,{}]} ,3 ] ".getBytes(StandardCharsets.UTF_8);
    for (int size = 1; size <= body.length; size++) {
      BatchSplitter splitter = new BatchSplitter(false, 100, 10);
      List<String> items = new ArrayList<>();
      for (int from = 0; from < body.length; from += size) {
        int length = Math.min(size, body.length - from);
        collect(splitter.on(akka.util.ByteString.fromArray(body, from, length)), items);
      }
      collect(splitter.end(), items);
      assertThat(items).containsExactly("{\"a\":\"\\\"]\"}", "{\"b\":[1,{}]}", "3");
    }
  }

  private static void collect(List<BatchSplitter.Piece> pieces, List<String> into) {
    for (BatchSplitter.Piece piece : pieces) {
      into.add(
          piece instanceof BatchSplitter.Piece.Item item ? item.json().utf8String().trim() : "bad");
    }
  }

  private Answer lines(BodyPublisher body) {
    return server.send(
        server.request("/jobs/batch").header("Content-Type", "application/x-ndjson").POST(body));
  }

  private static List<Integer> statuses(Answer answer) {
    List<Integer> statuses = new ArrayList<>();
    for (JsonNode result : answer.json().get("results")) {
      statuses.add(result.get("status").asInt());
    }
    return Collections.unmodifiableList(statuses);
  }

  private static List<Integer> lineStatuses(Answer answer) {
    return answer
        .raw()
        .body()
        .lines()
        .map(line -> line.replaceFirst(".*?\"status\":(\\d+).*", "$1"))
        .map(Integer::valueOf)
        .toList();
  }
}
