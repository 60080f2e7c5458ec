package ffrtmp.node.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A reader of server-sent events, as a browser is one. */
final class EventStream implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_UNREAD = 10_000;

  /**
   * One event.
   *
   * @param id empty for one that is not repeated
   */
  record Event(String id, String type, JsonNode job) {
    String status() {
      return job.path("status").asText();
    }
  }

  private static final Event END = new Event("", "end", JSON.createObjectNode());

  private final BlockingQueue<Event> unread = new LinkedBlockingQueue<>(MOST_UNREAD);
  private final InputStream body;

  private EventStream(InputStream body) {
    this.body = body;
  }

  /** Returns once the server has said that the stream is open. */
  static EventStream open(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) throw new AssertionError(request + " answered " + response);
    EventStream stream = new EventStream(response.body());
    Thread reader = new Thread(stream::read, "event-stream");
    reader.setDaemon(true);
    reader.start();
    return stream;
  }

  /** The next events up to the first that is {@code last}, or up to the end of the stream. */
  List<Event> until(Duration patience, Predicate<Event> last) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    List<Event> events = new ArrayList<>();
    while (true) {
      Event event = unread.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (event == null) throw new AssertionError("in vain after " + patience + ": " + events);
      if (event.equals(END)) return events;
      events.add(event);
      if (last.test(event)) return events;
    }
  }

  /** All that comes until the server ends the stream. */
  List<Event> untilItEnds(Duration patience) throws InterruptedException {
    return until(patience, event -> false);
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      String id = "";
      String type = "message";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) id = line.substring(4);
        if (line.startsWith("event: ")) type = line.substring(7);
        if (!line.startsWith("data: ")) continue;
        unread.add(new Event(id, type, JSON.readTree(line.substring(6))));
        id = "";
        type = "message";
      }
      unread.add(END);
    } catch (IOException | UncheckedIOException closed) {
      unread.add(END);
    }
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
