package ffrtmp.node.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.OutputMode;
import ffrtmp.protocol.worker.WorkerReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live stream to a real receiver: another ffmpeg that listens. */
class RtmpTest {
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
  void theGivenInputIsSentInRealTimeAndItsKeyIsNowhere() throws Exception {
    int port = freePort();
    Path received = folder.resolve("received.flv");
    String url = "rtmp://127.0.0.1:" + port + "/live";
    Process receiver =
        new ProcessBuilder(
                StaticFfmpeg.program().toString(),
                "-v",
                "error",
                "-nostdin",
                "-listen",
                "1",
                "-i",
                url + "/s3cret",
                "-c",
                "copy",
                received.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("receiver.log").toFile())
            .start();
    try {
      Eventually.within(TestWorker.LONG, () -> assertThat(listening(port)).isTrue());
      worker.run(
          Specs.ffmpeg(
              Map.of(
                  "duration",
                  2.0,
                  "resolution",
                  "180p",
                  "outputMode",
                  OutputMode.RTMP,
                  "rtmpUrl",
                  url,
                  "streamKey",
                  "s3cret")));
      String shown = "rtmp://127.0.0.1:" + port + "/live/******";
      Eventually.within(
          TestWorker.LONG, () -> assertThat(commandLines()).anyMatch(l -> l.endsWith(shown)));
      WorkerReport.Finished finished = worker.await(WorkerReport.Finished.class);
      assertThat(receiver.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.size(received)).isGreaterThan(10_000);
      assertThat(finished.result().processingTimeSeconds()).isGreaterThan(1.5);
      assertThat(finished.result().output()).isNull();
      assertThat(finished.log()).contains("live/***").doesNotContain("s3cret");
    } finally {
      receiver.destroyForcibly();
    }
  }

  /** As any user of the machine may read them. */
  private static List<String> commandLines() {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(process -> process.getFileName().toString().matches("\\d+"))
          .map(process -> ProcessHandle.of(Long.parseLong(process.getFileName().toString())))
          .flatMap(Optional::stream)
          .map(process -> process.info().commandLine().orElse(""))
          .toList();
    } catch (IOException e) {
      throw new AssertionError("/proc can be listed", e);
    }
  }

  @Test
  void aReceiverThatIsNotThereIsANetworkError() throws Exception {
    String url = "rtmp://127.0.0.1:" + freePort() + "/live";
    worker.run(
        Specs.ffmpeg(
            Map.of(
                "duration",
                2.0,
                "outputMode",
                OutputMode.RTMP,
                "rtmpUrl",
                url,
                "streamKey",
                "s3cret")));
    WorkerReport.Failed failed = worker.await(WorkerReport.Failed.class);
    assertThat(failed.reason()).isEqualTo(FailureReason.NETWORK_ERROR);
    assertThat(failed.error() + failed.log()).doesNotContain("s3cret");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Looks, since a try to connect would be the one client that the receiver takes. */
  private static boolean listening(int port) throws IOException {
    String hex = String.format(Locale.ROOT, ":%04X 00000000:0000 0A", port);
    return Files.readString(Path.of("/proc/net/tcp")).contains(hex);
  }
}
