package ffrtmp.node.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.node.worker.process.CommandLines;
import ffrtmp.node.worker.process.ProcStat;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.worker.WorkerCommand;
import ffrtmp.protocol.worker.WorkerReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders to a running ffmpeg, and what becomes of one that crashes or hangs. */
class ControlTest {
  /** Slow enough to be met running: 20 s at 720p, on purpose with a slow preset. */
  private static final Map<String, Object> CLIP =
      Map.of("duration", 20.0, "resolution", "720p", "preset", "slower", "threads", 1);

  @TempDir Path folder;
  private TestWorker worker;

  @AfterEach
  void stop() {
    worker.close();
  }

  @Test
  void aClipIsPausedResumedAndCanceled() throws Exception {
    worker = new TestWorker(folder);
    JobId job = worker.run(Specs.ffmpeg(CLIP));
    worker.await(WorkerReport.Progressed.class);
    worker.commands.tell(new WorkerCommand.Pause(job, 1));
    Eventually.within(Duration.ofSeconds(5), () -> assertThat(state(job)).isEqualTo('T'));
    worker.commands.tell(new WorkerCommand.Pause(job, 1));
    worker.commands.tell(new WorkerCommand.Resume(job, 1));
    Eventually.within(Duration.ofSeconds(5), () -> assertThat(state(job)).isIn('R', 'S', 'D'));
    worker.commands.tell(new WorkerCommand.Stop(job, 1));
    worker.commands.tell(new WorkerCommand.Stop(job, 1));
    Eventually.within(
        Duration.ofSeconds(6), () -> assertThat(CommandLines.mentioning(job.toString())).isEmpty());
    worker.await(WorkerReport.Stopped.class);
    nothingIsLeft();
    assertThat(worker.jobs.heard(WorkerReport.Stopped.class)).hasSize(1);
  }

  @Test
  void aPausedJobCanBeCanceled() throws Exception {
    worker = new TestWorker(folder);
    JobId job = worker.run(Specs.ffmpeg(CLIP));
    worker.await(WorkerReport.Progressed.class);
    worker.commands.tell(new WorkerCommand.Pause(job, 1));
    Eventually.within(Duration.ofSeconds(5), () -> assertThat(state(job)).isEqualTo('T'));
    worker.commands.tell(new WorkerCommand.Stop(job, 1));
    Eventually.within(
        Duration.ofSeconds(6), () -> assertThat(CommandLines.mentioning(job.toString())).isEmpty());
    worker.await(WorkerReport.Stopped.class);
    nothingIsLeft();
  }

  @Test
  void everythingIsKilledWithoutAWordWhenTheLeaseIsGone() throws Exception {
    worker = new TestWorker(folder);
    JobId job = worker.run(Specs.ffmpeg(CLIP));
    worker.await(WorkerReport.Progressed.class);
    worker.worker.tell(new WorkerActor.KillAll("the lease is gone"));
    Eventually.within(
        Duration.ofSeconds(2), () -> assertThat(CommandLines.mentioning(job.toString())).isEmpty());
    Eventually.within(Duration.ofSeconds(2), () -> assertThat(worker.held()).isEmpty());
    nothingIsLeft();
    assertThat(worker.jobs.heard(WorkerReport.Stopped.class)).isEmpty();
    assertThat(worker.jobs.heard(WorkerReport.Failed.class)).isEmpty();
    worker.run(Specs.noop(0));
    worker.await(WorkerReport.NoRoom.class);
    worker.worker.tell(new WorkerActor.Reopen());
    worker.run(Specs.noop(0));
    worker.await(WorkerReport.Finished.class);
  }

  /** A shell script stands in for ffmpeg once its encoders were tried: it ends with SIGSEGV. */
  @Test
  void anFfmpegThatCrashesFailsSoThatItIsRetried() throws Exception {
    worker = new TestWorker(folder, standIn("kill -SEGV $$"), Duration.ofSeconds(60));
    worker.run(Specs.ffmpeg(Map.of("duration", 1.0)));
    WorkerReport.Failed failed = worker.await(WorkerReport.Failed.class);
    assertThat(failed.reason()).isEqualTo(FailureReason.RUNTIME_ERROR);
    assertThat(failed.reason().retryable()).isTrue();
    assertThat(failed.error()).contains("signal 11");
  }

  /** A shell script stands in for ffmpeg once its encoders were tried: it says nothing. */
  @Test
  void anFfmpegThatHangsIsEndedAfterItsStallTime() throws Exception {
    worker = new TestWorker(folder, standIn("sleep 1000"), Duration.ofSeconds(1));
    JobId job = worker.run(Specs.ffmpeg(Map.of("duration", 1.0)));
    WorkerReport.Failed failed = worker.await(WorkerReport.Failed.class);
    assertThat(failed.reason()).isEqualTo(FailureReason.TIMEOUT);
    assertThat(failed.error()).contains("no progress for 1 s");
    assertThat(CommandLines.mentioning(job.toString())).isEmpty();
    nothingIsLeft();
  }

  @Test
  void aJobThatRunsLongerThanItsTimeoutIsEnded() throws Exception {
    worker = new TestWorker(folder);
    worker.run(
        Specs.spec(
            ffrtmp.protocol.job.Engine.FFMPEG, Specs.parameters(CLIP), Duration.ofSeconds(1)));
    WorkerReport.Failed failed = worker.await(WorkerReport.Failed.class);
    assertThat(failed.reason()).isEqualTo(FailureReason.TIMEOUT);
    assertThat(failed.error()).contains("timeout");
  }

  /** A shell script stands in for ffmpeg once its encoders were tried: it never stops talking. */
  @Test
  void aLogIsKeptToItsBeginningAndItsEndWithAMark() throws Exception {
    String chatter =
        "i=0; while [ $i -lt 5000 ]; do echo \"line $i of a log\" >&2; i=$((i+1)); done";
    worker = new TestWorker(folder, standIn(chatter + "; exit 1"), Duration.ofSeconds(60));
    worker.run(Specs.ffmpeg(Map.of("duration", 1.0)));
    String log = worker.await(WorkerReport.Failed.class).log();
    assertThat(log.length()).isLessThan(17 * 1024);
    assertThat(log).startsWith("line 0 of").contains("lines cut").endsWith("line 4999 of a log\n");
  }

  private Path standIn(String script) throws Exception {
    String real = StaticFfmpeg.program().toString();
    Path file = folder.resolve("stand-in");
    Files.writeString(
        file,
        "#!/bin/sh\ncase \"$*\" in *-progress*) "
            + script
            + ";; *) exec "
            + real
            + " \"$@\";; esac\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private static char state(JobId job) throws Exception {
    return CommandLines.mentioning(job.toString()).stream()
        .findFirst()
        .map(ProcStat::state)
        .orElse('-');
  }

  private void nothingIsLeft() throws Exception {
    Eventually.within(
        Duration.ofSeconds(5),
        () -> {
          try (Stream<Path> left = Files.walk(folder)) {
            assertThat(left.filter(f -> f.getFileName().toString().startsWith(".ffrtmp")))
                .isEmpty();
          }
          try (Stream<Path> left = Files.list(worker.work.resolve("attempts"))) {
            assertThat(left).isEmpty();
          }
        });
  }
}
