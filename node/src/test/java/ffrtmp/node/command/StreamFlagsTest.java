package ffrtmp.node.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import ffrtmp.streams.LogSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What can be meant by the flags of cache logs and the network, and what is said of the rest. */
class StreamFlagsTest {
  @TempDir Path folder;

  @Test
  void sourcesKeepTheirOrderAndTheirFolders() {
    Path other = folder.resolve("comes=later");
    StreamFlags flags = flags("--stream-logs", "b=" + folder + ",a=" + other);
    assertThat(flags.settings().sources())
        .extracting(LogSource::folder)
        .containsExactly(folder.toAbsolutePath(), other.toAbsolutePath());
  }

  @Test
  void aFolderThatIsMissingMayComeLater() {
    assertThat(flags("--stream-logs", "lan=" + folder.resolve("later")).settings().sources())
        .hasSize(1);
  }

  @Test
  void aConfigurationFileNamesSourcesAsPairsOrAsAList() {
    assertThat(fromFile("ffrtmp.stream-logs { wan = /b, lan = /a }")).isEqualTo("lan=/a,wan=/b");
    assertThat(fromFile("ffrtmp.stream-logs = [\"lan=/a\", \"wan=/b\"]"))
        .isEqualTo("lan=/a,wan=/b");
  }

  private static String fromFile(String text) {
    var line = new CommandLine(new ServerCommand());
    var option = line.getCommandSpec().findOption("--stream-logs");
    return new FlagDefaults(ConfigFactory.parseString(text), Map.of()).defaultValue(option);
  }

  @Test
  void aSourceThatIsNamedTwiceIsRefused() {
    refused("names source a twice", "--stream-logs", "a=/x", "--stream-logs", "a=/y");
    refused("names source a twice", "--stream-logs", "a=/x,a=/x");
  }

  @Test
  void aFileIsNoFolder() throws Exception {
    Path file = Files.writeString(folder.resolve("access.log"), "");
    refused("is a file and no folder", "--stream-logs", "a=" + file);
  }

  @ParameterizedTest
  @CsvSource({
    "--stream-logs, main, NAME=DIR",
    "--stream-logs, main=, NAME=DIR",
    "--stream-logs, =/x, a source's name is",
    "--stream-logs, a/b=/x, a source's name is",
    "--network-interface, ../../etc, without a slash",
    "--network-interface, sixteen-and-more, up to 15",
    "--bandwidth-sample-interval, 0, must be 100ms to 30s",
    "--bandwidth-sample-interval, -1s, must be 100ms to 30s",
    "--bandwidth-sample-interval, soon, is a duration"
  })
  void whatCannotBeMeantIsRefusedWithTheReason(String flag, String value, String reason) {
    refused(reason, flag, value);
  }

  private static void refused(String reason, String... arguments) {
    StreamFlags flags = flags(arguments);
    assertThatThrownBy(flags::settings)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(reason);
  }

  private static StreamFlags flags(String... arguments) {
    StreamFlags flags = new StreamFlags();
    new CommandLine(flags).parseArgs(arguments);
    return flags;
  }
}
