package ffrtmp.node.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * A minute of a small cache's life as its logs tell it: two downloads, a download past the cache,
 * an idle connection, a refused one, and a damaged line. What there is to find in it is known.
 */
final class LogSample {
  static final int MEBIBYTE = 1 << 20;
  static final int STEAM_SECONDS = 60;
  static final int WINDOWS_SECONDS = 20;
  static final int WINDOWS_BYTES = 2 * MEBIBYTE;
  static final long PAST_CACHE_BYTES = 120_000_000;
  static final long PAST_CACHE_MILLIS = 10_000;
  static final int DOWNLOADS = 2;
  static final int SESSIONS = 3;
  static final int BAD_LINES = 1;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path folder;
  private final Instant end;

  /**
   * @param end when the last line was written, in whole seconds
   */
  LogSample(Path folder, Instant end) {
    this.folder = folder;
    this.end = end;
  }

  /** The older half, as a rotation left it. */
  void writeRotated() throws IOException {
    append("access.log.1", access(0, STEAM_SECONDS / 2));
  }

  /** The newer half, with a line that somebody cut. */
  void writeCurrent() throws IOException {
    append("access.log", access(STEAM_SECONDS / 2, STEAM_SECONDS) + "[steam] 192.168.1.20 / - -\n");
    append("stream-access.log", String.join("", sessions()));
  }

  private String access(int from, int to) {
    StringBuilder lines = new StringBuilder();
    for (int second = from; second < to; second++) {
      lines.append(
          request(
              "steam",
              "192.168.1.20",
              second,
              "/depot/440001/chunk/%040x".formatted(second),
              MEBIBYTE,
              second % 4 == 0 ? "MISS" : "HIT",
              "cache1-ord1.steamcontent.com"));
      if (second >= STEAM_SECONDS - WINDOWS_SECONDS) {
        lines.append(
            request(
                "wsus",
                "192.168.1.31",
                second,
                "/filestreamingservice/files/8d2f",
                WINDOWS_BYTES,
                "HIT",
                "tlu.dl.delivery.mp.microsoft.com"));
      }
    }
    return lines.toString();
  }

  private String request(
      String tag, String client, int second, String path, int bytes, String cache, String host) {
    return "[%s] %s / - - - [%s] \"GET %s HTTP/1.1\" 200 %d \"-\" \"-\" \"%s\" \"%s\" \"-\"\n"
        .formatted(tag, client, time(STEAM_SECONDS - 1 - second), path, bytes, cache, host);
  }

  private List<String> sessions() {
    return List.of(
        session("192.168.1.20", 200, PAST_CACHE_BYTES, 9_120, "10.000", "steamcdn-a.akamaihd.net"),
        session("192.168.1.31", 200, 7_063, 910, "77.590", "cp601.prod.do.dsp.mp.microsoft.com"),
        session("192.168.1.44", 502, 0, 0, "0.032", "us.cdn.blizzard.com"));
  }

  private String session(
      String client, int status, long sent, long received, String seconds, String host) {
    return "%s [%s] TCP %d %d %d %s \"%s\"\n"
        .formatted(client, time(5), status, sent, received, seconds, host);
  }

  private String time(int secondsBeforeEnd) {
    return TIME.format(end.minusSeconds(secondsBeforeEnd));
  }

  private void append(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }
}
