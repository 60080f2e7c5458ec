package ffrtmp.node.worker.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.node.worker.Eventually;
import ffrtmp.node.worker.StaticFfmpeg;
import ffrtmp.node.worker.remote.FakeMaster.Call;
import ffrtmp.node.worker.remote.FakeMaster.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole worker against a master of the same words, over real sockets. */
class RemoteWorkerTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;
  private FakeMaster master;
  private TestRemote worker;

  @BeforeEach
  void start() throws Exception {
    master = new FakeMaster();
  }

  @AfterEach
  void stop() {
    if (worker != null) worker.close();
    master.close();
  }

  private void work() throws Exception {
    worker = new TestRemote(folder, master.address());
  }

  private static void soon(ThrowingCallable holds) throws Exception {
    Eventually.within(LONG, holds);
  }

  private void awaitCalls(String suffix, int atLeast) throws Exception {
    soon(() -> assertThat(master.calls(suffix)).hasSizeGreaterThanOrEqualTo(atLeast));
  }

  private void awaitStatus(String job, String status) throws Exception {
    soon(() -> assertThat(master.status(job)).isEqualTo(status));
  }

  private void awaitNothingHeld() throws Exception {
    soon(() -> assertThat(worker.held()).isEmpty());
  }

  /** Answers the first so many calls of a route with this, and goes on as it should. */
  private AtomicInteger firstCalls(String suffix, int many, Reply reply) {
    AtomicInteger count = new AtomicInteger();
    master.troubled(call -> call.is(suffix) && count.incrementAndGet() <= many ? reply : null);
    return count;
  }

  @Test
  void itRegistersWithWhatItIsAndCanDo() throws Exception {
    work();
    awaitCalls("/heartbeat", 2);
    Call registration = master.calls("/nodes/register").get(0);
    assertThat(registration.key()).isEqualTo("Bearer secret-key");
    JsonNode body = registration.body();
    assertThat(body.path("name").asText()).isEqualTo("node");
    assertThat(body.path("max_concurrent_jobs").asInt()).isEqualTo(2);
    assertThat(body.path("labels").path("site").asText()).isEqualTo("north");
    assertThat(body.path("capabilities")).extracting(JsonNode::asText).contains("pause");
    assertThat(body.path("incarnation").asText()).isNotEmpty();
    JsonNode beat = master.calls("/heartbeat").get(0).body();
    assertThat(beat.path("cpu_load_percent").asDouble()).isEqualTo(12.5);
    assertThat(beat.path("ram_free_bytes").asLong()).isEqualTo(1L << 30);
    assertThat(beat.path("incarnation")).isEqualTo(body.path("incarnation"));
  }

  @Test
  void aJobIsFetchedRunAndItsResultTold() throws Exception {
    String job = master.giveNoop(300);
    work();
    awaitStatus(job, "completed");
    assertThat(master.calls("/jobs/" + job + "/progress").get(0).body().path("progress").asInt())
        .isZero();
    JsonNode result = master.results().get(0).body();
    assertThat(result.path("attempt").asInt()).isEqualTo(1);
    assertThat(result.path("node_id").asText()).isEqualTo(FakeMaster.NODE);
    awaitNothingHeld();
  }

  @Test
  void aBurstOfJobsNeedsOnlyOneOpenPollAndTakesNoMoreThanTheSlots() throws Exception {
    for (int i = 0; i < 6; i++) master.giveNoop(200);
    String last = master.giveNoop(200);
    work();
    awaitStatus(last, "completed");
    assertThat(master.mostOpenPolls()).isEqualTo(1);
    assertThat(master.calls("/heartbeat"))
        .allSatisfy(call -> assertThat(call.body().path("held")).hasSizeLessThanOrEqualTo(2));
  }

  @Test
  void noSlotIsOfferedWhileAllAreTaken() throws Exception {
    master.giveNoop(60_000);
    master.giveNoop(60_000);
    work();
    soon(() -> assertThat(worker.held()).hasSize(2));
    int polls = master.calls("/jobs/next").size();
    awaitCalls("/heartbeat", master.calls("/heartbeat").size() + 5);
    assertThat(master.calls("/jobs/next")).hasSize(polls).hasSize(2);
    assertThat(master.openPolls()).isZero();
  }

  @Test
  void aMasterThatHoldsNoPollsIsNotAskedWithoutAPause() throws Exception {
    master.troubled(call -> call.is("/jobs/next") ? Reply.ok(Wire.object().putNull("job")) : null);
    long began = System.nanoTime();
    work();
    awaitCalls("/jobs/next", 5);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(399));
  }

  @Test
  void aResultWhoseAnswerWasLostIsToldAgain() throws Exception {
    firstCalls("/results", 2, FakeMaster.LOST);
    master.giveNoop(0);
    work();
    awaitCalls("/results", 3);
    awaitNothingHeld();
    assertThat(master.results()).hasSize(3);
    assertThat(master.results().get(2).body()).isEqualTo(master.results().get(0).body());
  }

  @Test
  void aResultIsKeptThroughEveryKindOfTrouble() throws Exception {
    List<Reply> troubles =
        List.of(
            Reply.problem(500, "broken"),
            Reply.problem(503, "no store"),
            Reply.problem(401, "who?"),
            Reply.problem(403, "not you"),
            Reply.problem(502, "a proxy"));
    AtomicInteger count = new AtomicInteger();
    master.troubled(
        call ->
            call.is("/results") && count.get() < troubles.size()
                ? troubles.get(count.getAndIncrement())
                : null);
    String job = master.giveNoop(0);
    work();
    awaitStatus(job, "completed");
    awaitNothingHeld();
    assertThat(master.results()).hasSize(troubles.size() + 1);
  }

  @Test
  void retryAfterIsHonoured() throws Exception {
    AtomicInteger refused = firstCalls("/results", 1, Reply.later(429, 2));
    String job = master.giveNoop(0);
    work();
    soon(() -> assertThat(refused.get()).isPositive());
    long at = System.nanoTime();
    awaitStatus(job, "completed");
    assertThat(Duration.ofNanos(System.nanoTime() - at)).isGreaterThan(Duration.ofMillis(1_800));
  }

  @Test
  void anOutputIsCommittedOnlyOnceTheMasterTookTheResult() throws Exception {
    firstCalls("/results", 1_000_000, Reply.problem(503, "no store"));
    String job = master.give(ENCODE);
    encode();
    awaitCalls("/results", 2);
    assertThat(worker.media.resolve("film.mp4")).doesNotExist();
    master.troubled(call -> null);
    soon(() -> assertThat(worker.media.resolve("film.mp4")).exists());
    assertThat(master.status(job)).isEqualTo("completed");
    JsonNode result = master.results().get(0).body();
    assertThat(result.path("output_bytes").asLong())
        .isEqualTo(Files.size(worker.media.resolve("film.mp4")));
    assertThat(result.path("output").asText()).contains("film.mp4");
  }

  @Test
  void theOutputOfAnAttemptThatIsOverIsDropped() throws Exception {
    firstCalls("/results", 1, Reply.problem(409, "attempt 2 runs elsewhere"));
    master.give(ENCODE);
    encode();
    awaitCalls("/results", 1);
    awaitNothingHeld();
    soon(() -> assertThat(files()).isEmpty());
    assertThat(master.results()).hasSize(1);
  }

  @Test
  void progressCarriesWhatFfmpegSaysAndTheLog() throws Exception {
    String job =
        master.give(
            """
            {"engine":"ffmpeg","parameters":{"duration":600,"resolution":"320x180","fps":25,"preset":"veryslow","threads":1}}""");
    encode();
    soon(
        () -> {
          List<JsonNode> told =
              master.calls("/" + job + "/progress").stream().map(Call::body).toList();
          assertThat(told).anyMatch(body -> body.path("progress").asDouble() > 0);
          assertThat(told).anyMatch(body -> body.path("frame").asLong() > 0);
          assertThat(told).anyMatch(body -> body.path("logs").asText().contains("libx264"));
        });
    master.wants(job, "cancel");
    awaitStatus(job, "canceled");
    soon(() -> assertThat(files()).isEmpty());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(worker.media)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static final String ENCODE =
      """
      {"engine":"ffmpeg","parameters":{"duration":1,"resolution":"320x180","fps":25,"preset":"ultrafast","output":"film.mp4"}}""";

  private void encode() throws Exception {
    worker = new TestRemote(folder, master.address(), StaticFfmpeg.program(), null);
  }

  @Test
  void aCancelInAHeartbeatsAnswerEndsAJobThatSaysNothing() throws Exception {
    String job = master.giveNoop(60_000);
    work();
    awaitCalls("/progress", 1);
    master.wants(job, "cancel");
    awaitStatus(job, "canceled");
    awaitNothingHeld();
  }

  @Test
  void aJobThatSaysNothingIsAskedForAllTheSame() throws Exception {
    master.tellsCommandsOnlyToProgress();
    String job = master.giveNoop(60_000);
    work();
    awaitCalls("/progress", 1);
    master.wants(job, "cancel");
    awaitStatus(job, "canceled");
  }

  @Test
  void aPausedJobSaysSoUntilItIsResumed() throws Exception {
    String job = master.giveNoop(2_000);
    work();
    awaitCalls("/progress", 1);
    master.wants(job, "pause");
    soon(
        () ->
            assertThat(master.calls("/progress"))
                .filteredOn(call -> call.body().path("status").asText().equals("paused"))
                .hasSizeGreaterThanOrEqualTo(2));
    assertThat(master.status(job)).isEqualTo("processing");
    master.wants(job, "resume");
    awaitStatus(job, "completed");
  }

  @Test
  void anAttemptThatIsOverIsEndedAndNothingOfItIsTold() throws Exception {
    String job = master.giveNoop(60_000);
    work();
    awaitCalls("/progress", 1);
    master.troubled(
        call -> call.is("/progress") ? Reply.problem(409, "attempt 2 runs elsewhere") : null);
    awaitNothingHeld();
    assertThat(master.status(job)).isIn("processing", "canceled");
  }

  @Test
  void aJobThatCannotBeReadFailsWithTheReason() throws Exception {
    String job = master.give("{\"engine\":\"abacus\",\"parameters\":{}}");
    work();
    awaitStatus(job, "failed");
    JsonNode result = master.results().get(0).body();
    assertThat(result.path("error").asText()).contains("engine");
    assertThat(result.path("failure_reason").asText()).isEqualTo("platform_error");
    assertThat(worker.held()).isEmpty();
  }

  @Test
  void aFailureIsToldWithItsReason() throws Exception {
    String job = master.give("{\"engine\":\"noop\",\"parameters\":{\"fail\":\"input_error\"}}");
    work();
    awaitStatus(job, "failed");
    assertThat(master.results().get(0).body().path("failure_reason").asText())
        .isEqualTo("input_error");
  }

  @Test
  void aMasterThatAnswersNothingForALeaseLosesTheJobsAndIsAskedUntilItIsBack() throws Exception {
    master.grants(0.2, 1);
    master.giveNoop(60_000);
    work();
    soon(() -> assertThat(worker.held()).hasSize(1));
    master.troubled(call -> FakeMaster.LOST);
    awaitNothingHeld();
    int tries = master.calls("/nodes/register").size();
    awaitCalls("/nodes/register", tries + 2);
    master.troubled(call -> null);
    String next = master.giveNoop(0);
    awaitStatus(next, "completed");
    assertThat(incarnations()).hasSizeGreaterThan(1).doesNotHaveDuplicates();
  }

  private List<String> incarnations() {
    return master.calls("/nodes/register").stream()
        .map(call -> call.body().path("incarnation").asText())
        .distinct()
        .toList();
  }

  @Test
  void aRegistrationWhoseAnswerWasLostIsAskedForUnderTheSameName() throws Exception {
    firstCalls("/nodes/register", 2, FakeMaster.LOST);
    work();
    awaitCalls("/heartbeat", 1);
    assertThat(master.calls("/nodes/register")).hasSize(3);
    assertThat(incarnations()).hasSize(1);
  }

  @Test
  void aLeaseLastsThroughTroublesThatAreShorter() throws Exception {
    master.grants(0.2, 30);
    String job = master.giveNoop(2_000);
    work();
    awaitCalls("/progress", 1);
    firstCalls("/heartbeat", 5, FakeMaster.LOST);
    awaitStatus(job, "completed");
    assertThat(master.calls("/nodes/register")).hasSize(1);
  }

  @Test
  void aNodeThatTheMasterDoesNotKnowRegistersAnewAndHoldsNothing() throws Exception {
    master.giveNoop(60_000);
    work();
    soon(() -> assertThat(worker.held()).hasSize(1));
    int polls = master.calls("/jobs/next").size();
    firstCalls("/heartbeat", 1, Reply.problem(404, "no such node"));
    awaitCalls("/nodes/register", 2);
    assertThat(worker.held()).isEmpty();
    // or the poll of the life before would take what is given now
    awaitCalls("/jobs/next", polls + 1);
    assertThat(incarnations()).hasSize(2);
    String next = master.giveNoop(0);
    awaitStatus(next, "completed");
  }

  @Test
  void aHostThatStoodStillDropsWhatItHeldBeforeItTakesAnythingMore() throws Exception {
    master.grants(0.2, 30);
    String held = master.giveNoop(60_000);
    work();
    soon(() -> assertThat(worker.held()).hasSize(1));
    soon(() -> assertThat(master.openPolls()).isEqualTo(1));
    worker.standStill(Duration.ofMinutes(1));
    String next = master.giveNoop(0);
    awaitCalls("/nodes/register", 2);
    awaitNothingHeld();
    assertThat(master.status(held)).isEqualTo("processing");
    assertThat(master.status(next)).as("handed out to the life before").isEqualTo("processing");
  }

  @Test
  void aDrainHandsBackWhatStillRunsAndDeregistersLast() throws Exception {
    String slow = master.giveNoop(60_000);
    String quick = master.giveNoop(700);
    work();
    soon(() -> assertThat(worker.held()).hasSize(2));
    worker.leave(Duration.ofSeconds(2));
    assertThat(master.status(quick)).isEqualTo("completed");
    assertThat(master.status(slow)).isEqualTo("queued");
    assertThat(master.calls("/deregister")).hasSize(1);
    assertThat(master.calls("/heartbeat"))
        .anyMatch(call -> call.body().path("closing").asBoolean());
  }

  @Test
  void aWorkerLeavesInOrderThoughTheFirstGoodbyeWasLost() throws Exception {
    work();
    awaitCalls("/heartbeat", 1);
    firstCalls("/deregister", 1, FakeMaster.LOST);
    worker.leave(Duration.ofSeconds(2));
    assertThat(master.calls("/deregister")).hasSize(2);
  }
}
