package ffrtmp.node.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.protocol.job.JobResult;
import ffrtmp.protocol.worker.WorkerReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With Netflix's model, which is among the tests' resources. */
class VmafTest {
  @TempDir Path folder;

  @Test
  void vmafIsMeasuredWithTheModelThatWasGivenWhateverItsPath() throws Exception {
    Path given = Path.of(VmafTest.class.getResource("/vmaf/vmaf_v0.6.1.pkl").toURI());
    Path model = Files.createDirectories(folder.resolve("a,b:[c]'d")).resolve("model.pkl");
    Files.copy(given, model);
    Files.copy(Path.of(given + ".model"), Path.of(model + ".model"));
    try (TestWorker worker =
        new TestWorker(folder, StaticFfmpeg.program(), WorkerSettings.DEFAULT_STALL, model)) {
      worker.run(
          Specs.ffmpeg(
              Map.of("duration", 1.0, "resolution", "576x324", "quality", true, "crf", 35)));
      JobResult result = worker.await(WorkerReport.Finished.class).result();
      assertThat(result.vmafScore()).isBetween(20.0, 100.0);
      assertThat(result.qoeScore()).isEqualTo(result.vmafScore());
    }
  }
}
