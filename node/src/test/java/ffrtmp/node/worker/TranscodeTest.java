package ffrtmp.node.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.worker.WorkerReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real ffmpeg, from the command to the file in its place. */
class TranscodeTest {
  @TempDir Path folder;
  private TestWorker worker;

  @BeforeEach
  void start() throws Exception {
    worker = new TestWorker(folder);
  }

  @AfterEach
  void stop() {
    worker.close();
  }

  @Test
  void aJobWithoutParametersMakesAFileOfItsOwnName() throws Exception {
    JobId job = worker.run(Specs.ffmpeg(Map.of("duration", 1.0, "preset", "ultrafast")));
    WorkerReport.Finished finished = worker.await(WorkerReport.Finished.class);
    Path output = worker.media.resolve("out/" + job + ".mp4");
    Eventually.within(TestWorker.LONG, () -> assertThat(output).isRegularFile());
    assertThat(finished.result().outputBytes()).isEqualTo(Files.size(output));
    assertThat(finished.result().cpuSeconds()).isPositive();
    assertThat(finished.result().peakMemoryBytes()).isGreaterThan(1 << 20);
    assertThat(finished.result().encodingFps()).isPositive();
    Eventually.within(TestWorker.LONG, () -> assertThat(worker.held()).isEmpty());
    try (Stream<Path> left = Files.list(worker.work.resolve("attempts"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void anOutputThatExistsIsNotReplaced() throws Exception {
    Path there = worker.media.resolve("there.mp4");
    Files.writeString(there, "precious");
    worker.run(Specs.ffmpeg(Map.of("duration", 1.0, "output", "there.mp4")));
    WorkerReport.Failed failed = worker.await(WorkerReport.Failed.class);
    assertThat(failed.reason()).isEqualTo(FailureReason.USER_ERROR);
    assertThat(there).hasContent("precious");
  }

  @Test
  void noopEndsWithoutAStart() throws Exception {
    worker.run(Specs.noop(0));
    worker.await(WorkerReport.Finished.class);
    assertThat(worker.jobs.heard(WorkerReport.Started.class)).isEmpty();
  }
}
