package ffrtmp.node.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a wrong source is told, and how a file names sources. */
class StreamFlagsTest {
  @TempDir Path folder;

  @Test
  void aSourceIsAFolderUnderAName() {
    var sources = parsed("--stream-logs", "lan=" + folder).settings().sources();
    assertThat(sources).hasSize(1);
    assertThat(sources.get(0).name().value()).isEqualTo("lan");
    assertThat(sources.get(0).folder()).isEqualTo(folder);
  }

  @Test
  void aFolderThatIsMissingMayComeLater() {
    assertThat(parsed("--stream-logs", "lan=" + folder.resolve("later")).settings().sources())
        .hasSize(1);
  }

  @Test
  void aSourceWithoutAFolderIsRefused() {
    assertThatThrownBy(() -> parsed("--stream-logs", "lan=").settings())
        .isInstanceOf(UsageException.class)
        .hasMessage("--stream-logs lan=: the folder is missing");
  }

  @Test
  void aFileIsNoFolder() throws Exception {
    Path file = Files.createFile(folder.resolve("access.log"));
    assertThatThrownBy(() -> parsed("--stream-logs", "lan=" + file).settings())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is a file and no folder");
  }

  @Test
  void aFileNamesSourcesAsPairsOrAsAList() {
    assertThat(fromFile("ffrtmp.stream-logs { wan = /b, lan = /a }")).isEqualTo("lan=/a,wan=/b");
    assertThat(fromFile("ffrtmp.stream-logs = [\"lan=/a\", \"wan=/b\"]"))
        .isEqualTo("lan=/a,wan=/b");
  }

  private static String fromFile(String text) {
    var line = new CommandLine(new ServerCommand());
    var option = line.getCommandSpec().findOption("--stream-logs");
    return new FlagDefaults(ConfigFactory.parseString(text), Map.of()).defaultValue(option);
  }

  private static StreamFlags parsed(String... args) {
    ServerCommand command = new ServerCommand();
    new CommandLine(command).parseArgs(args);
    return command.streams;
  }
}
