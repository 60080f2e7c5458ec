package ffrtmp.node.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ffrtmp.node.worker.remote.RemoteSettings;
import ffrtmp.ops.client.GoStyle;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What can be meant by the flags of a worker over HTTP, and what is said of the rest. */
class RemoteFlagsTest {
  private static RemoteSettings settings(String... args) {
    WorkerCommand command = parsed(args);
    return command.remote.settings(command.certificates, command.key.apiKey);
  }

  private static WorkerCommand parsed(String... args) {
    WorkerCommand command = new WorkerCommand();
    new CommandLine(command).parseArgs(GoStyle.normalise(args));
    return command;
  }

  @Test
  void aMasterIsEnough() {
    RemoteSettings settings = settings("--master", "http://192.0.2.1:8080");
    assertThat(settings.master()).isEqualTo(URI.create("http://192.0.2.1:8080"));
    assertThat(settings.apiKey()).isNull();
    assertThat(settings.lease()).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void theOldAgentsCommandLineIsUnderstood() {
    RemoteSettings settings =
        settings(
            "-master-url=https://master:8080",
            "-poll-interval=5s",
            "-heartbeat-interval",
            "10s",
            "-register",
            "-insecure-skip-verify",
            "-allow-master-as-worker=true",
            "-max-concurrent-jobs=4");
    assertThat(settings.heartbeat()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.pollPause()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void flagsThatAreNotNeededAnyMoreAreNamed() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    parsed("--register", "--generate-input=true", "--skip-confirmation")
        .replaced
        .sayWhatIsNotNeeded(new PrintStream(out, true, StandardCharsets.UTF_8));
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .hasSize(3)
        .allMatch(line -> line.contains("no longer needed"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:8080",
        "ftp://h:1",
        "http://",
        "http://h:1/?x=1",
        "http://h:1/#x",
        "https://h: 1",
        "http:/h"
      })
  void aMasterThatIsNoAddressOfHttpIsRefused(String url) {
    refused("--master is http://HOST:PORT", "--master", url);
  }

  @Test
  void credentialsInTheMastersAddressAreRefusedWithoutARepetition() {
    assertThatThrownBy(() -> settings("--master", "http://me:hush@h:1"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("MASTER_API_KEY")
        .hasMessageNotContaining("hush");
  }

  @Test
  void aKeyThatNoHeaderCanCarryIsRefusedWithoutARepetition() {
    assertThatThrownBy(() -> settings("--master", "http://h:1", "--api-key", "hush\nhush"))
        .isInstanceOf(UsageException.class)
        .hasMessageNotContaining("hush");
  }

  @Test
  void timesOutOfBoundsAreRefused() {
    refused("--heartbeat-interval", "--master", "http://h:1", "--heartbeat-interval", "31s");
    refused("--heartbeat-interval", "--master", "http://h:1", "--heartbeat-interval", "500ms");
    refused("--poll-interval", "--master", "http://h:1", "--poll-interval", "10ms");
    assertThatThrownBy(() -> parsed("--poll-interval", "5"))
        .hasMessageContaining("is no duration such as");
  }

  @Test
  void aKeyWithoutItsCertificateIsRefused() {
    refused("--cert", "--master", "https://h:1", "--key", "x.pem");
    refused("there is no file", "--master", "https://h:1", "--ca", "no-such.pem");
  }

  @Test
  void aWorkerHasASeedOrAMasterAndNotBoth() {
    for (String[] args : new String[][] {{}, {"--seed", "h:1", "--master", "http://h:1"}}) {
      assertThatThrownBy(() -> parsed(args).call())
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("either --seed HOST:PORT")
          .hasMessageContaining("or --master URL");
    }
  }

  private static void refused(String why, String... args) {
    assertThatThrownBy(() -> settings(args))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(why);
  }
}
