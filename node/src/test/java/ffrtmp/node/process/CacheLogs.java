package ffrtmp.node.process;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Large logs of a busy cache with known sums: forty clients download from depots at a time, each
 * depot in a few hundred requests, and now and then a TLS session of the same client ends.
 */
final class CacheLogs {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Instant START = Instant.parse("2025-12-20T00:00:00Z");
  private static final int LANES = 40;
  private static final int CLIENTS = 400;
  private static final int REQUESTS_A_SECOND = 120;
  private static final int REQUESTS_A_DOWNLOAD = 300;
  private static final int REQUESTS_A_SESSION = 50;
  private static final int BUFFER = 1 << 20;

  private final SplittableRandom random = new SplittableRandom(7);
  private final int[] depots = new int[LANES];
  private final int[] left = new int[LANES];
  private long requests;
  private long sessions;
  private long bytes;

  /**
   * Writes both logs.
   *
   * @param files the access log is this many files, rotated ones but the last
   * @param size of the access log over all files, bytes
   */
  void write(Path folder, int files, long size) throws IOException {
    try (OutputStream stream = open(folder.resolve("stream-access.log"))) {
      for (int file = files - 1; file >= 0; file--) {
        String name = file == 0 ? "access.log" : "access.log." + file;
        try (OutputStream access = open(folder.resolve(name))) {
          long written = 0;
          while (written < size / files) written += second(access, stream);
        }
      }
    }
  }

  private static OutputStream open(Path file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
  }

  /** The requests of one second, and the sessions that end in it. */
  private long second(OutputStream access, OutputStream stream) throws IOException {
    String time = TIME.format(START.plusSeconds(requests / REQUESTS_A_SECOND));
    long written = 0;
    for (int i = 0; i < REQUESTS_A_SECOND; i++) {
      int lane = random.nextInt(LANES);
      if (left[lane]-- == 0) {
        depots[lane] = random.nextInt(1_000_000);
        left[lane] = REQUESTS_A_DOWNLOAD;
      }
      written += request(access, lane, time);
      if (requests % REQUESTS_A_SESSION == 0) session(stream, lane, time);
    }
    return written;
  }

  private int request(OutputStream out, int lane, String time) throws IOException {
    int size = 60_000 + random.nextInt(988_576);
    String line =
        "[steam] "
            + client(lane)
            + " / - - - ["
            + time
            + "] \"GET /depot/"
            + depots[lane]
            + "/chunk/"
            + Long.toHexString(random.nextLong() | Long.MIN_VALUE)
            + Long.toHexString(random.nextLong() | Long.MIN_VALUE)
            + "deadbeef HTTP/1.1\" 200 "
            + size
            + " \"-\" \"Valve/Steam HTTP Client 1.0\" \""
            + (size % 5 == 0 ? "MISS" : "HIT")
            + "\" \"cache"
            + (lane % 12 + 1)
            + "-ord1.steamcontent.com\" \"-\"\n";
    requests++;
    bytes += size;
    byte[] ascii = line.getBytes(StandardCharsets.US_ASCII);
    out.write(ascii);
    return ascii.length;
  }

  private void session(OutputStream out, int lane, String time) throws IOException {
    sessions++;
    String line =
        client(lane) + " [" + time + "] TCP 200 7063 910 9.590 \"api.steampowered.com\"\n";
    out.write(line.getBytes(StandardCharsets.US_ASCII));
  }

  private String client(int lane) {
    int number = (lane * 10 + depots[lane] % 10) % CLIENTS;
    return "10.1." + number / 250 + "." + (2 + number % 250);
  }

  long requests() {
    return requests;
  }

  long sessions() {
    return sessions;
  }

  long bytes() {
    return bytes;
  }
}
