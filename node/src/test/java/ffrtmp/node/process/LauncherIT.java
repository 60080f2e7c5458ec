package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, from a shell that closed or filled what a command reads from and writes to. */
final class LauncherIT {
  @TempDir Path folder;

  /** As it is installed: beside it the jar, and nothing to build. */
  @BeforeEach
  void install() throws Exception {
    Path jar = Path.of(System.getProperty("ffrtmp.jar", "target/ffrtmp.jar")).toAbsolutePath();
    Files.createDirectories(folder.resolve("node/target"));
    Files.createSymbolicLink(folder.resolve("node/target/ffrtmp.jar"), jar.normalize());
    Files.copy(Path.of("../ffrtmp"), folder.resolve("ffrtmp"));
  }

  private Launched shell(String words) throws Exception {
    Map<String, String> noArchive = Map.of("FFRTMP_CACHE", "/proc/none");
    return Launched.run(folder, noArchive, List.of("sh", "-c", "exec sh ./ffrtmp " + words));
  }

  @Test
  void aClosedInputIsAnEmptyOneAndNotTheFileThatTookItsNumber() throws Exception {
    Launched ran = shell("jobs submit --master http://127.0.0.1:1 --file - <&-");
    assertThat(ran.status()).as(ran.toString()).isEqualTo(2);
    assertThat(ran.err()).contains("there is no job in the file");
  }

  @Test
  void closedOutputsKeepNothingFromBeingDone() throws Exception {
    assertThat(shell("version >&-").status()).isZero();
    assertThat(shell("version 2>&-").out()).startsWith("ffrtmp ");
  }

  @Test
  void whatCannotBeWrittenWasNotDone() throws Exception {
    for (String command : List.of("--help", "completion bash", "config recommend")) {
      Launched ran = shell(command + " >/dev/full");
      assertThat(ran.status()).as(command + " " + ran).isEqualTo(1);
      assertThat(ran.err()).contains("the output cannot be written");
    }
  }
}
