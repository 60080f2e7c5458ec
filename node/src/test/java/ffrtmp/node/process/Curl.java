package ffrtmp.node.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ffrtmp.node.Requires;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The program that everybody's scripts call, against one server. */
final class Curl {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path program = Requires.program("curl");
  private final URI server;

  Curl(URI server) {
    this.server = server;
  }

  /**
   * What curl printed.
   *
   * @param headers of the answer, names in lower case
   */
  record Answer(int status, Map<String, String> headers, String body) {
    JsonNode json() throws IOException {
      return JSON.readTree(body);
    }
  }

  /** Calls {@code curl OPTIONS… server/path}. */
  Answer call(String path, String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString(), "-sS", "-i", "-m", "20"));
    command.addAll(List.of(options));
    command.add(server.resolve(path).toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) throw new AssertionError(command + " said " + text);
    return parse(text);
  }

  private static Answer parse(String text) {
    int end = text.indexOf("\r\n\r\n");
    List<String> head = text.substring(0, end).lines().toList();
    Map<String, String> headers = new TreeMap<>();
    for (String line : head.subList(1, head.size())) {
      String[] parts = line.split(": ", 2);
      headers.put(parts[0].toLowerCase(Locale.ROOT), parts.length > 1 ? parts[1] : "");
    }
    return new Answer(
        Integer.parseInt(head.get(0).substring(9, 12)), headers, text.substring(end + 4));
  }
}
