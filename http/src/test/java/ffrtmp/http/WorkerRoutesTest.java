package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.http.TestServer.Answer;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.job.TranscodeParameters;
import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.node.NodeFacts;
import ffrtmp.protocol.node.Transport;
import ffrtmp.protocol.worker.AttemptWord;
import ffrtmp.protocol.worker.Held;
import ffrtmp.protocol.worker.Order;
import ffrtmp.protocol.worker.WorkerAnswer;
import ffrtmp.protocol.worker.WorkerReport;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What workers say over HTTP, as it reaches the port, and what they are answered. */
@Timeout(60)
class WorkerRoutesTest {
  private static final String NODE = Samples.node(1).toString();
  private static final String JOB = Samples.id(1).toString();

  private final TestServer server = new TestServer();
  private final FakeWorkers workers = server.workers;

  @BeforeEach
  void fill() {
    server.nodes.nodes.put(Samples.node(1), Samples.nodeInfo(1));
    server.jobs.put(Samples.job(1, JobStatus.PROCESSING));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anOldAgentsRegistrationIsTakenForACommonMachine() {
    Answer answer =
        server.post(
            "/nodes/register",
            "{\"address\":\"old\",\"type\":\"desktop\",\"cpu_threads\":4,\"has_gpu\":true,"
                + "\"gpu_type\":\"T4\",\"unknown\":[1]}");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("epoch").isNumber()).isTrue();
    assertThat(answer.json().path("lease_seconds").asInt()).isEqualTo(15);
    NodeFacts facts = workers.registrations.get(0).facts();
    assertThat(facts.name()).isEqualTo("old");
    assertThat(facts.transport()).isEqualTo(Transport.HTTP);
    assertThat(facts.ramTotalBytes()).isEqualTo(4L << 30);
    assertThat(facts.gpuCount()).isEqualTo(1);
    assertThat(facts.gpuCapabilities()).isEmpty();
    assertThat(facts.capabilities()).contains("ffmpeg", "h264", "libx265").doesNotContain("pause");
    assertThat(workers.registrations.get(0).incarnation()).isNull();
    assertThat(workers.lastSender.address()).isEqualTo("127.0.0.1");
  }

  @Test
  void severalAgentsOfOneHostAreToldApart() {
    server.post("/nodes/register", "{\"address\":\"h\",\"port\":8081}");
    server.post("/nodes/register", "{\"address\":\"h\",\"name\":\"second\"}");
    assertThat(workers.registrations)
        .extracting(registration -> registration.facts().name())
        .containsExactly("h:8081", "second");
  }

  @Test
  void aRegistrationWithoutAnAddressIsRefusedAndEveryFaultNamed() {
    Answer answer =
        server.post("/nodes/register", "{\"cpu_threads\":-1,\"heartbeat_interval_seconds\":0}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.faults())
        .containsExactlyInAnyOrder("/address", "/cpu_threads", "/heartbeat_interval_seconds");
    assertThat(workers.registrations).isEmpty();
  }

  @Test
  void aHeartbeatBringsWhatTheWorkerHoldsAndTakesItsOrders() {
    workers.orders = List.of(new Order(Samples.id(1), 2, Order.Kind.PAUSE));
    Answer answer =
        server.post(
            "/nodes/" + NODE + "/heartbeat",
            "{\"incarnation\":\"i\",\"cpu_load_percent\":12.5,\"closing\":true,"
                + "\"held\":[{\"job_id\":\""
                + JOB
                + "\",\"attempt\":2}]}");
    assertThat(answer.json().path("commands").toString())
        .isEqualTo("[{\"job_id\":\"" + JOB + "\",\"attempt\":2,\"command\":\"pause\"}]");
    assertThat(workers.beats.get(0).held()).containsExactly(new Held(Samples.id(1), 2));
    assertThat(workers.beats.get(0).closing()).isTrue();
    assertThat(server.post("/nodes/" + NODE + "/heartbeat", "").status()).isEqualTo(200);
    assertThat(workers.beats.get(1).incarnation()).isNull();
    workers.answer = Optional.of(refused(Refusal.STALE_EPOCH));
    assertThat(server.post("/nodes/" + NODE + "/heartbeat", "").status()).isEqualTo(409);
    assertThat(server.post("/nodes/nobody/heartbeat", "").status()).isEqualTo(404);
  }

  @Test
  void aPollIsAnsweredWithNullOrWithAJobAndAllOfItsParameters() {
    assertThat(server.get("/jobs/next?node_id=" + NODE).raw().body()).isEqualTo("{\"job\":null}");
    assertThat(workers.poll(0).patience()).isZero();
    workers.job = rtmp();
    Answer answer = server.get("/api/v1/jobs/next?wait=30s&incarnation=i&node_id=" + NODE);
    assertThat(answer.json().at("/job/parameters/stream_key").asText()).isEqualTo("secret");
    assertThat(workers.poll(1).patience()).isEqualTo(Duration.ofSeconds(30));
    assertThat(workers.poll(1).incarnation()).isEqualTo("i");
    assertThat(server.get("/jobs/next").faults()).containsExactly("node_id");
    assertThat(server.get("/jobs/next?wait=soon&node_id=" + NODE).faults()).containsExactly("wait");
    workers.answer = Optional.of(refused(Refusal.UNKNOWN_NODE));
    assertThat(server.get("/jobs/next?node_id=" + NODE).status()).isEqualTo(404);
  }

  @Test
  void theBytesOfANodeThatIsKnownAreCountedAsItsOwn() {
    Series series = new Series(server.readings());
    String path = "/nodes/" + NODE + "/heartbeat";
    int sent = 2;
    int heard = server.post(path, "{}").raw().body().length();
    heard += server.get("/jobs/next?node_id=" + NODE).raw().body().length();
    String progress = "{\"node_id\":\"" + NODE + "\"}";
    heard += server.post("/jobs/" + JOB + "/progress", progress).raw().body().length();
    sent += progress.length();
    assertThat(series.value(Metric.HTTP_CLIENT_BYTES, NODE, "inbound")).isEqualTo(sent);
    assertThat(series.value(Metric.HTTP_CLIENT_BYTES, NODE, "outbound")).isEqualTo(heard);
    assertThat(series.value(Metric.HTTP_CLIENT_BYTES, "anonymous", "inbound")).isZero();

    workers.answer = Optional.of(refused(Refusal.UNKNOWN_NODE));
    server.post("/nodes/" + Samples.node(77) + "/heartbeat", "{}");
    server.get("/jobs/next?node_id=" + Samples.node(78));
    assertThat(series.all(Metric.HTTP_CLIENT_BYTES))
        .as("a node that is not known adds no series")
        .containsOnlyKeys(
            NODE + " inbound",
            NODE + " outbound",
            "anonymous inbound",
            "anonymous outbound",
            "other inbound",
            "other outbound");
  }

  @Test
  void whoeverHangsUpIsToldToThePort() throws Exception {
    workers.hold = true;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String request = "GET /jobs/next?wait=40s&node_id=" + NODE + " HTTP/1.1\r\nHost: x\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      while (workers.polls.isEmpty()) Thread.onSpinWait();
      assertThat(workers.poll(0).hungUp()).isNotDone();
    }
    workers.poll(0).hungUp().get(20, TimeUnit.SECONDS);
  }

  /** What waits for a connection's end must not pile up with each poll of weeks. */
  @Test
  void aPollThatWasAnsweredHearsNoMoreOfItsConnection() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      String request = "GET /jobs/next?node_id=" + NODE + " HTTP/1.1\r\nHost: x\r\n\r\n";
      assertThat(client.send(request).readSome()).startsWith("HTTP/1.1 200");
      workers.hold = true;
      client.send(request);
      while (workers.polls.size() < 2) Thread.onSpinWait();
    }
    workers.poll(1).hungUp().get(20, TimeUnit.SECONDS);
    assertThat(workers.poll(0).hungUp()).isNotDone();
  }

  @Test
  void progressIsAnsweredWithWhatToDo() {
    Answer answer =
        server.post(
            "/jobs/" + JOB + "/progress",
            "{\"node_id\":\""
                + NODE
                + "\",\"attempt\":3,\"progress\":41.5,\"fps\":\"60\","
                + "\"status\":\"processing\",\"logs\":\"frame=1\"}");
    assertThat(answer.raw().body())
        .isEqualTo("{\"job_id\":\"" + JOB + "\",\"command\":\"continue\"}");
    AttemptWord word = workers.words.get(0);
    assertThat(word.attempt()).isEqualTo(3);
    assertThat(word.log()).isEqualTo("frame=1");
    var progress = ((WorkerReport.Progressed) word.report()).progress();
    assertThat(progress.percent()).isEqualTo(41.5);
    assertThat(progress.fps()).isEqualTo(60);
    server.post(
        "/jobs/" + JOB + "/progress", "{\"node_id\":\"" + NODE + "\",\"status\":\"queued\"}");
    assertThat(workers.words.get(1).report()).isInstanceOf(WorkerReport.Stopped.class);
    assertThat(server.post("/jobs/" + JOB + "/progress", "{\"progress\":101}").faults())
        .containsExactlyInAnyOrder("/progress", "/node_id");
    workers.answer = Optional.of(refused(Refusal.STALE_ATTEMPT));
    assertThat(server.post("/jobs/" + JOB + "/progress", "{\"node_id\":\"" + NODE + "\"}").status())
        .isEqualTo(409);
  }

  @Test
  void aResultIsReadLenientlyAndItsLogCutAndNeverRefusedForItsLength() {
    String log = "x".repeat(5 << 20) + "end";
    Answer answer =
        server.post(
            "/results",
            "{\"job_id\":\""
                + JOB
                + "\",\"node_id\":\""
                + NODE
                + "\",\"status\":\"completed\","
                + "\"vmaf_score\":\"95.5\",\"qoe_score\":\"none\",\"metrics\":{\"fps\":\"59.9\","
                + "\"deep\":{\"a\":1}},\"analyzer_output\":{\"psnr\":41},\"logs\":\""
                + log
                + "\"}");
    assertThat(answer.raw().body()).isEqualTo("{\"status\":\"success\"}");
    var finished = (WorkerReport.Finished) workers.words.get(0).report();
    assertThat(workers.words.get(0).attempt()).isNull();
    assertThat(finished.result().vmafScore()).isEqualTo(95.5);
    assertThat(finished.result().qoeScore()).isNull();
    assertThat(finished.result().psnrDb()).isEqualTo(41);
    assertThat(finished.result().encodingFps()).isEqualTo(59.9);
    assertThat(finished.result().metrics()).containsEntry("deep.a", 1.0);
    assertThat(finished.log()).endsWith("xend").hasSizeLessThan(200_000);
  }

  @Test
  void aFailureThatIsTriedAgainIsAnsweredInTheOldWords() {
    workers.job = Samples.job(1, JobStatus.QUEUED);
    String failed =
        "{\"job_id\":\""
            + JOB
            + "\",\"node_id\":\""
            + NODE
            + "\",\"status\":\"failed\","
            + "\"error\":\"exit 1\",\"failure_reason\":\"input_error\"}";
    assertThat(server.post("/results", failed).raw().body())
        .isEqualTo("{\"max_retries\":3,\"retry\":0,\"status\":\"retrying\"}");
    var report = (WorkerReport.Failed) workers.words.get(0).report();
    assertThat(report.reason()).isEqualTo(FailureReason.INPUT_ERROR);
    workers.job = Samples.job(1, JobStatus.FAILED);
    assertThat(server.post("/results", failed).raw().body()).isEqualTo("{\"status\":\"success\"}");
    assertThat(server.post("/results", "{\"status\":\"perhaps\"}").faults())
        .containsExactlyInAnyOrder("/status", "/job_id", "/node_id");
  }

  @Test
  void aLookAtAJobIsToldToThePortWithWhoLooked() {
    server.get("/api/v1/jobs/" + JOB);
    assertThat(workers.looks).extracting(JobView::id).containsExactly(Samples.id(1));
    assertThat(workers.lastSender.address()).isEqualTo("127.0.0.1");
  }

  @Test
  void aWorkerLeavesByItsIncarnation() {
    assertThat(server.post("/nodes/" + NODE + "/deregister", "{\"incarnation\":\"i\"}").status())
        .isEqualTo(200);
    assertThat(workers.leavers).containsExactly("i");
    assertThat(server.post("/nodes/" + NODE + "/deregister", "{}").faults())
        .containsExactly("/incarnation");
  }

  private static JobView rtmp() {
    JobView plain = Samples.job(1, JobStatus.PROCESSING);
    var p = TranscodeParameters.NONE;
    var parameters =
        new TranscodeParameters(
            p.input(),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            "rtmp://host/app",
            "secret",
            null,
            null,
            null,
            null,
            null);
    return Samples.job(plain.id(), 1, Samples.spec(parameters), JobStatus.PROCESSING);
  }

  private static WorkerAnswer refused(Refusal refusal) {
    return new WorkerAnswer.Refused(refusal, "refused: " + refusal);
  }
}
