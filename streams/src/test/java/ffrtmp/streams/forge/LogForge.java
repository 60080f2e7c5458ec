package ffrtmp.streams.forge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Writes logs as a cache would: some hundred megabytes a second, for benchmarks and tests of size.
 * The same seed makes the same bytes. Time goes on from one call to the next, so that several files
 * can be one series.
 */
public final class LogForge {
  /** How many lines a busy cache writes in a second. */
  private static final int REQUESTS_A_SECOND = 60;

  private static final int SESSIONS_A_SECOND = 12;
  private static final Instant START = Instant.parse("2025-12-20T06:00:00Z");

  private final SplittableRandom random;
  private final byte[][] clients;
  private final Timeline requestTime;
  private final Timeline sessionTime;
  private final Download[] running;

  /**
   * @param clients how many addresses ask; one in 32 is IPv6
   * @param downloads how many run at once
   */
  public LogForge(long seed, int clients, int downloads) {
    random = new SplittableRandom(seed);
    this.clients = new byte[clients][];
    for (int i = 0; i < clients; i++) this.clients[i] = address(i).getBytes(US_ASCII);
    ZoneId zone = ZoneId.of("America/Chicago");
    requestTime = new Timeline(START, zone);
    sessionTime = new Timeline(START, zone);
    running = new Download[downloads];
    for (int i = 0; i < downloads; i++) running[i] = new Download(client(), random);
  }

  private String address(int i) {
    return i % 32 == 31
        ? "fd00:10::"
            + Integer.toHexString(1 + i)
            + ":"
            + Integer.toHexString(random.nextInt(1, 65_535))
        : "192.168." + (i / 250) + "." + (2 + i % 250);
  }

  private byte[] client() {
    return clients[random.nextInt(clients.length)];
  }

  /** Writes about that many bytes of access.log in the cachelog format, in whole lines. */
  public void access(OutputStream out, long bytes) throws IOException {
    Text text = new Text(out);
    while (text.size() < bytes) {
      requestTime.advance(random.nextInt(2 * 1_000_000 / REQUESTS_A_SECOND));
      int lane = random.nextInt(running.length);
      if (running[lane].isOver()) running[lane] = new Download(client(), random);
      running[lane].request(text, requestTime.text(), random);
      text.endLine();
    }
    text.flush();
  }

  /** Writes about that many bytes of stream-access.log in the quoted format, in whole lines. */
  public void stream(OutputStream out, long bytes) throws IOException {
    Text text = new Text(out);
    while (text.size() < bytes) {
      sessionTime.advance(random.nextInt(2 * 1_000_000 / SESSIONS_A_SECOND));
      session(text);
      text.endLine();
    }
    text.flush();
  }

  private void session(Text text) {
    Service service = Service.any(random);
    int kind = random.nextInt(100);
    boolean failed = kind < 2;
    boolean bulk = kind >= 90;
    List<String> hosts = bulk ? service.hosts : service.controlHosts;
    String host = failed && random.nextBoolean() ? "-" : hosts.get(random.nextInt(hosts.size()));
    long millis = failed ? random.nextInt(60) : 20 + random.nextInt(kind < 60 ? 20_000 : 78_000);
    long sent =
        failed ? 0 : bulk ? random.nextLong(262_144, 80_000_000) : 4_500 + random.nextInt(9_000);
    text.add(client()).add(OPEN).add(sessionTime.text()).add(failed ? REFUSED : SERVED);
    text.number(sent).add(' ').number(failed ? 0 : 600 + random.nextInt(2_000)).add(' ');
    text.millis(millis).add(' ').add('"').add(host.getBytes(US_ASCII)).add('"');
  }

  private static final byte[] OPEN = " [".getBytes(US_ASCII);
  private static final byte[] SERVED = "] TCP 200 ".getBytes(US_ASCII);
  private static final byte[] REFUSED = "] TCP 502 ".getBytes(US_ASCII);

  /** Writes one kind of log. */
  @FunctionalInterface
  public interface Writer {
    void write(OutputStream out, long bytes) throws IOException;
  }

  /**
   * Writes a series as rotation leaves it: {@code name.N} is the oldest and {@code name} the
   * newest.
   *
   * @return the files, oldest first
   */
  public static List<Path> series(
      Path folder, String name, int rotations, long bytesEach, Writer log) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = rotations; i >= 0; i--) {
      Path file = folder.resolve(i == 0 ? name : name + "." + i);
      try (OutputStream out = Files.newOutputStream(file)) {
        log.write(out, bytesEach);
      }
      files.add(file);
    }
    return files;
  }
}
