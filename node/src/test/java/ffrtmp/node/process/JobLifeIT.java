package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.node.process.SharedUp.Up;
import ffrtmp.node.worker.process.ProcStat;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A clip of 20 seconds at 720p, held, let go on, canceled: as its client and the kernel see it. */
@ExtendWith(SharedUp.class)
final class JobLifeIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Set<Character> ALIVE = Set.of('R', 'S', 'D');

  private final Up up;
  private final ApiClient api;

  JobLifeIT(Up up) {
    this.up = up;
    this.api = up.api();
  }

  @BeforeEach
  void makeTheClip() throws Exception {
    if (Files.exists(up.media("clip.mp4"))) return;
    String id =
        api.submit(
            """
            {"scenario":"720p30-h264","parameters":{"duration":20,"preset":"ultrafast","output":"clip.mp4"}}""");
    JsonNode made = api.awaitEnd(id, Duration.ofMinutes(1));
    assertThat(made.path("status").asText()).as("%s", made).isEqualTo("completed");
  }

  @Test
  void aPausedJobsProcessesStopAndGoOnAndACanceledJobsAreGone() throws Exception {
    String id = encode("held.mp4");
    ProcStat process = running(id);
    assertThat(process.group()).as("it leads a group of its own").isEqualTo(process.pid());

    assertThat(api.command("/jobs/" + id + "/pause").path("status").asText()).isEqualTo("paused");
    Await.until("the process is stopped", SOON, () -> state(process) == 'T');
    assertThat(api.status(id)).isEqualTo("paused");

    assertThat(api.command("/jobs/" + id + "/resume").path("status").asText()).isEqualTo("resumed");
    Await.until("the process goes on", SOON, () -> ALIVE.contains(state(process)));
    api.await(id, "processing", SOON);
    double before = outTime(id);
    Await.until("it advances", SOON, () -> outTime(id) > before);

    assertThat(api.command("/jobs/" + id + "/cancel").path("status").asText())
        .isEqualTo("canceled");
    assertThat(api.status(id)).as("at once").isEqualTo("canceled");
    awaitCanceledForGood(id, process);
    assertThat(api.history(id)).containsOnlyOnce("job-dispatched", "job-started");
    assertThat(up.media("held.mp4")).doesNotExist();
    assertThat(up.partFiles()).isEmpty();
  }

  @Test
  void aPausedJobCanBeCanceled() throws Exception {
    String id = encode("held-then-canceled.mp4");
    ProcStat process = running(id);
    api.command("/jobs/" + id + "/pause");
    Await.until("the process is stopped", SOON, () -> state(process) == 'T');
    api.command("/jobs/" + id + "/cancel");
    awaitCanceledForGood(id, process);
    assertThat(up.media("held-then-canceled.mp4")).doesNotExist();
    assertThat(up.partFiles()).isEmpty();
  }

  @Test
  void aReleasedJobGivesItsPlaceBackAndRunsAgainWhenItIsResumed() throws Exception {
    String id = encode("released.mp4");
    ProcStat process = running(id);

    api.command("/jobs/" + id + "/pause?mode=release");
    Await.until("no process is left", SOON, () -> Processes.group(process.group()).isEmpty());
    Await.until("the node holds nothing", SOON, () -> held().isEmpty());
    assertThat(api.status(id)).isEqualTo("paused");

    api.command("/jobs/" + id + "/resume");
    ProcStat again = running(id);
    assertThat(again.pid()).isNotEqualTo(process.pid());
    JsonNode job = api.job(id);
    assertThat(job.path("attempt").asInt()).isEqualTo(2);
    assertThat(job.path("retry_count").asInt()).as("to be paused is no failure").isZero();
    api.command("/jobs/" + id + "/cancel");
    awaitCanceledForGood(id, again);
  }

  @Test
  void aJobsLogCanBeReadWhileItRunsAndAfterItsEnd() throws Exception {
    String id = encode("logged.mp4");
    running(id);
    Await.until("ffmpeg has said what it does", SOON, () -> log(id).contains("Stream mapping"));
    api.command("/jobs/" + id + "/cancel");
    String done =
        api.submit(
            """
            {"scenario":"240p30-h264","parameters":{"duration":1,"preset":"ultrafast"}}""");
    assertThat(api.awaitEnd(done, SOON).path("status").asText()).isEqualTo("completed");
    Await.until("the tables have its log", SOON, () -> log(done).contains("Stream mapping"));
    assertThat(api.get("/jobs/" + done + "/logs?tail=1").body().path("logs").asText().lines())
        .hasSize(1);
  }

  private String encode(String output) throws Exception {
    return api.submit(
        """
        {"scenario":"720p30-h264","parameters":{"input":"clip.mp4","preset":"veryslow","output":"%s"}}"""
            .formatted(output));
  }

  /** The job's process, once the job is processing and has advanced. */
  private ProcStat running(String id) throws Exception {
    api.await(id, "processing", SOON);
    Await.until("it advances", SOON, () -> outTime(id) > 0);
    return Processes.naming(".ffrtmp-" + id).orElseThrow();
  }

  private double outTime(String id) throws Exception {
    return api.job(id).path("progress_details").path("out_time_seconds").asDouble();
  }

  private static char state(ProcStat process) {
    return ProcStat.of(process.pid()).map(ProcStat::state).orElse('-');
  }

  private void awaitCanceledForGood(String id, ProcStat process) throws Exception {
    Await.until(
        "no process of the group is left",
        Duration.ofSeconds(6),
        () -> Processes.group(process.group()).isEmpty());
    Await.until(
        "the journal has the end", SOON, () -> last(api.history(id)).equals("job-canceled"));
    Await.until("the node holds nothing", SOON, () -> held().isEmpty());
    assertThat(api.history(id)).endsWith("job-canceled").doesNotContain("job-finished");
    assertThat(api.status(id)).isEqualTo("canceled");
  }

  private JsonNode held() throws Exception {
    return api.node().path("current_job_ids");
  }

  private String log(String id) throws Exception {
    return api.get("/jobs/" + id + "/logs").body().path("logs").asText();
  }

  private static String last(List<String> of) {
    return of.isEmpty() ? "" : of.get(of.size() - 1);
  }
}
