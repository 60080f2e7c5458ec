package ffrtmp.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The other half: a sample of a cache's logs is laid where the node looks, and what the API then
 * says of it is held against what is known of the sample.
 */
public final class LogDemo {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Api api;
  private final Path folder;
  private final PrintStream out;
  private final List<String> wrong = new ArrayList<>();

  /**
   * @param folder that the node reads as a log source
   */
  public LogDemo(URI server, Path folder, PrintStream out) {
    this.api = new Api(server);
    this.folder = folder;
    this.out = out;
  }

  /** Lays the sample where the node looks, as if its last line were written at {@code end}. */
  public void lay(Instant end) throws IOException {
    Files.createDirectories(folder);
    LogSample sample = new LogSample(folder, end.truncatedTo(ChronoUnit.SECONDS));
    sample.writeRotated();
    sample.writeCurrent();
    out.println("laid a minute of cache logs into the source's folder, with one damaged line");
  }

  /** Shows what was found; the answer is whether it is what is there. */
  public boolean report() throws IOException, InterruptedException {
    JsonNode downloads = await("/api/downloads", "downloads", LogSample.DOWNLOADS);
    JsonNode sessions = await("/api/sessions", "sessions", LogSample.SESSIONS);
    downloads.forEach(this::show);
    sessions.forEach(this::showSession);
    check(downloads, sessions);
    wrong.forEach(what -> out.println("WRONG: " + what));
    if (wrong.isEmpty()) {
      out.println("checked: downloads, sessions and speeds are those of the sample");
    }
    return wrong.isEmpty();
  }

  /** Waits until so many are there, and the sample is read to its end. */
  private JsonNode await(String path, String list, int count)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      JsonNode rows = api.get(path).path(list);
      if (rows.size() >= count && steam("bytes") == steamBytes() && steam("relatedSessions") == 1) {
        return rows;
      }
      if (System.nanoTime() > deadline) {
        throw new IOException("after " + PATIENCE + " there are " + rows.size() + " " + list);
      }
      Thread.sleep(100);
    }
  }

  private long steam(String field) throws IOException, InterruptedException {
    return find(api.get("/api/downloads").path("downloads"), "service", "steam")
        .map(row -> row.path(field).asLong())
        .orElse(0L);
  }

  private static long steamBytes() {
    return (long) LogSample.STEAM_SECONDS * LogSample.MEBIBYTE;
  }

  private void check(JsonNode downloads, JsonNode sessions)
      throws IOException, InterruptedException {
    JsonNode steam = find(downloads, "service", "steam").orElseThrow();
    JsonNode windows = find(downloads, "service", "wsus").orElseThrow();
    expect("steam's speed", LogSample.MEBIBYTE, steam.path("downloadSpeedBps").asLong());
    expect("wsus's speed", LogSample.WINDOWS_BYTES, windows.path("downloadSpeedBps").asLong());
    expect("steam's misses", steamBytes() / 4, steam.path("missBytes").asLong());
    JsonNode past = find(sessions, "class", "passthrough").orElseThrow();
    long speed = LogSample.PAST_CACHE_BYTES * 1000 / LogSample.PAST_CACHE_MILLIS;
    expect("the speed past the cache", speed, past.path("downloadSpeedBps").asLong());
    JsonNode source = api.get("/api/sources").path("sources").path(0);
    long bad =
        StreamSupport.stream(source.path("badLines").spliterator(), false)
            .mapToLong(JsonNode::asLong)
            .sum();
    expect("damaged lines", LogSample.BAD_LINES, bad);
  }

  private void expect(String what, long expected, long found) {
    if (expected != found) wrong.add(what + " should be " + expected + " and is " + found);
  }

  private static Optional<JsonNode> find(JsonNode rows, String field, String value) {
    return StreamSupport.stream(rows.spliterator(), false)
        .filter(row -> row.path(field).asText().equals(value))
        .findFirst();
  }

  private void show(JsonNode row) {
    out.printf(
        "  download  %-10s %-14s %8s in %3d s, %10s/s, %3d %% from the cache, %d related%n",
        row.path("service").asText(),
        row.path("clientIp").asText(),
        mebibytes(row.path("bytes").asLong()),
        row.path("sessionDurationSeconds").asLong(),
        mebibytes(row.path("downloadSpeedBps").asLong()),
        Math.round(100.0 * row.path("hitBytes").asLong() / row.path("bytes").asLong()),
        row.path("relatedSessions").asInt());
  }

  private void showSession(JsonNode row) {
    out.printf(
        "  session   %-10s %-14s %s, %s in %s s%n",
        row.path("service").asText(),
        row.path("clientIp").asText(),
        row.path("class").asText(),
        mebibytes(row.path("bytesSent").asLong()),
        row.path("durationSeconds").asText());
  }

  private static String mebibytes(long bytes) {
    return "%.2f MiB".formatted((double) bytes / LogSample.MEBIBYTE);
  }
}
