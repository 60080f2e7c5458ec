package ffrtmp.node.process;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Debian's wrk, asking one address on one thread as fast as it is answered. */
final class Wrk {
  /** What wrk saw; latencies in milliseconds. */
  record Report(double seconds, long requests, long refused, double p50Millis, double p99Millis) {}

  private static final String DONE =
      """
      done = function(summary, latency, requests)
        local e = summary.errors
        io.write(string.format("RESULT %d %d %d %d %d\\n", summary.duration, summary.requests,
          e.status + e.connect + e.read + e.write + e.timeout,
          latency:percentile(50), latency:percentile(99)))
      end
      """;

  private final Path folder;
  private final URI address;
  private final String request;

  Wrk(Path folder, URI address) {
    this(folder, address, "");
  }

  private Wrk(Path folder, URI address, String request) {
    this.folder = folder;
    this.address = address;
    this.request = request;
  }

  Wrk posting(String type, String body) throws IOException {
    Path file = Files.createTempFile(folder, "body", ".txt");
    Files.writeString(file, body);
    return new Wrk(
        folder,
        address,
        """
        wrk.method = "POST"
        wrk.headers["Content-Type"] = "%s"
        local file = io.open("%s", "rb")
        wrk.body = file:read("*a")
        file:close()
        """
            .formatted(type, file));
  }

  Report run(int connections, int seconds) throws IOException, InterruptedException {
    Path script = Files.createTempFile(folder, "wrk", ".lua");
    Files.writeString(script, request + DONE);
    List<String> command = new ArrayList<>(List.of("wrk", "--threads", "1", "--timeout", "30"));
    command.addAll(List.of("--connections", "" + connections, "--duration", seconds + "s"));
    command.addAll(List.of("--script", script.toString(), address.toString()));
    Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    wrk.waitFor();
    String[] words =
        out.lines()
            .filter(line -> line.startsWith("RESULT"))
            .findFirst()
            .orElseThrow(() -> new AssertionError("wrk said: " + out))
            .split(" ", -1);
    return new Report(
        Long.parseLong(words[1]) / 1e6,
        Long.parseLong(words[2]),
        Long.parseLong(words[3]),
        Long.parseLong(words[4]) / 1e3,
        Long.parseLong(words[5]) / 1e3);
  }
}
