package ffrtmp.streams.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/**
 * Whatever a line holds, it is told of once, and the lines before and after it as ever. {@code
 * -Dffrtmp.fuzz.lines} says how many lines, {@code -Dffrtmp.fuzz.seed} which.
 */
class LineFuzzTest {
  private static final long LINES = Long.getLong("ffrtmp.fuzz.lines", 200_000);
  private static final long SEED = Long.getLong("ffrtmp.fuzz.seed", 20_251_220);
  private static final long YEAR_10000 = 253_402_300_800L;

  private static final List<byte[]> GOOD =
      List.of(
          line(RealLinesTest.PLANS_SESSION),
          line(RealLinesTest.UPDATE),
          line(RealLinesTest.REFUSED),
          line(RealLinesTest.HEARTBEAT),
          line(RealLinesTest.UPDATE.substring(7) + " 12.345"),
          line("10.0.0.2 [20/Dec/2025:07:50:58 -0600] TCP 200 h.example 283399 91106 15.520"),
          line("fd00::2 [20/Dec/2025:07:50:58] TCP 500  0 0 0.058"),
          line("[29/Feb/2024:23:59:59 +0000] ::1 TCP 502 h.example 1 2 0.032"),
          line(
              "[20/Dec/2025:07:50:58 -0600] 10.0.0.2 GET \"/a\" bytes=0-1, 5-9 - 206 10 10, 1 HIT h.example 206 0.250 \"ua\""),
          line(
              "[] 10.0.0.2 / 10.0.0.1, 10.0.0.3 - u [20/Dec/2025:07:50:58 -0600] \"\\x16\\x03\" 400 157 \"-\" \"-\" \"-\" \"\" \"-\""),
          line(
              "{\"timestamp\":\"1766238658.250\",\"time_local\":\"20/Dec/2025:07:50:58 -0600\",\"cache_identifier\":\"steam\",\"remote_addr\":\"10.0.0.2\",\"status\":\"200\",\"bytes_sent\":1048576,\"user_agent\":\"a \\\"b\\\"\",\"upstream_cache_status\":\"HIT\",\"host\":\"h\\u00e9\",\"path\":\"/depot/441\",\"request_time\":0.250}"),
          line(
              "{\"remote_addr\":\"fd00::2\",\"x\":[{\"y\":null},1.5e9],\"timestamp\":\"2025-12-20T07:50:58.1-06:00\",\"status\":404,\"bytes_sent\":\"12\"}"));

  /** The tail leaves out what is too long; the parser is never told of it. */
  private static final Damage[] FOUND_BY_MUTATION =
      Arrays.stream(Damage.values()).filter(d -> d != Damage.TOO_LONG).toArray(Damage[]::new);

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Mutations mutations = new Mutations(random, GOOD);
  private final Witness witness = new Witness();
  private final LineParser parser = new LineParser(ZoneId.of("America/Chicago"), witness);

  private static byte[] line(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void everyLineIsToldOfOnceAndItsNeighboursAsEver() {
    System.out.println("seed " + SEED + ", " + LINES + " lines");
    long[] alone = new long[GOOD.size()];
    for (int i = 0; i < alone.length; i++) alone[i] = tell(GOOD.get(i));
    byte[] buffer = new byte[1 << 16];
    for (long n = 0; n < LINES; n++) {
      int before = random.nextInt(alone.length);
      int after = random.nextInt(alone.length);
      byte[] mutated = mutations.of(GOOD.get(random.nextInt(alone.length)));
      int from = random.nextInt(9);
      int to =
          append(
              buffer,
              append(buffer, append(buffer, from, GOOD.get(before)), mutated),
              GOOD.get(after));
      parse(buffer, from, to, mutated, n);
      if (witness.told.size != 3 + newlines(mutated)
          || witness.told.first() != alone[before]
          || witness.told.last() != alone[after]) {
        throw new AssertionError(about(n, mutated) + ": " + witness.told.size + " told of");
      }
    }
    System.out.println(witness.delivered + " delivered, damaged " + witness.damaged);
    assertThat(witness.damaged).containsOnlyKeys(FOUND_BY_MUTATION);
    assertThat(witness.delivered).isGreaterThan(3 * LINES / 2);
  }

  private long tell(byte[] line) {
    byte[] whole = Arrays.copyOf(line, line.length + 1);
    whole[line.length] = '\n';
    witness.begin(whole, 0, whole.length);
    parser.parse(whole, 0, whole.length);
    assertThat(witness.damaged).isEmpty();
    return witness.told.first();
  }

  private void parse(byte[] buffer, int from, int to, byte[] mutated, long n) {
    witness.begin(buffer, from, to);
    try {
      parser.parse(buffer, from, to);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(about(n, mutated), e);
    }
  }

  private static String about(long n, byte[] mutated) {
    return "seed " + SEED + ", line " + n + ", \"" + new String(mutated, UTF_8) + "\"";
  }

  private static int append(byte[] buffer, int at, byte[] line) {
    System.arraycopy(line, 0, buffer, at, line.length);
    buffer[at + line.length] = '\n';
    return at + line.length + 1;
  }

  private static int newlines(byte[] bytes) {
    int count = 0;
    for (byte b : bytes) if (b == '\n') count++;
    return count;
  }

  /** A growing list of longs. */
  private static final class Told {
    private long[] hashes = new long[64];
    private int size;

    void add(long hash) {
      if (size == hashes.length) hashes = Arrays.copyOf(hashes, 2 * size);
      hashes[size++] = hash;
    }

    long first() {
      return hashes[0];
    }

    long last() {
      return hashes[size - 1];
    }
  }

  /** Reads all that it is told, and holds it against what a line can say at all. */
  private static final class Witness implements LineSink {
    private final Told told = new Told();
    private final Map<Damage, Long> damaged = new EnumMap<>(Damage.class);
    private long delivered;
    private byte[] data = new byte[0];
    private int from;
    private int to;

    void begin(byte[] bytes, int start, int end) {
      data = bytes;
      from = start;
      to = end;
      told.size = 0;
    }

    @Override
    public void access(AccessLine line) {
      check(line.client().length() > 0, "client");
      check(line.second() >= -86_400 && line.second() < YEAR_10000, "second");
      check(line.status() >= 0 && line.status() <= 999, "status");
      check(line.bytes() >= 0 && line.bytes() < 1_000_000_000_000_000L, "bytes");
      check(line.requestMillis() >= -1 && line.requestMillis() < 1_000_000_000_000L, "millis");
      long hash = line.second() * 31 + line.status();
      hash =
          (hash * 31 + line.bytes()) * 31 + line.requestMillis() + line.cache().name().hashCode();
      hash = hash(hash(hash(hash(hash, line.tag()), line.client()), line.host()), line.path());
      told.add(hash);
      delivered++;
    }

    @Override
    public void stream(StreamLine line) {
      check(line.client().length() > 0, "client");
      check(line.protocol().length() == 3, "protocol");
      check(line.second() >= -86_400 && line.second() < YEAR_10000, "second");
      check(line.status() >= 0 && line.status() <= 999, "status");
      check(line.sent() >= 0 && line.sent() < 1_000_000_000_000_000L, "sent");
      check(line.received() >= 0 && line.received() < 1_000_000_000_000_000L, "received");
      check(line.durationMillis() >= 0 && line.durationMillis() < 1_000_000_000_000L, "duration");
      long hash = (line.second() * 31 + line.status()) * 31 + line.sent();
      hash = (hash * 31 + line.received()) * 31 + line.durationMillis();
      told.add(hash(hash(hash(hash, line.client()), line.protocol()), line.host()));
      delivered++;
    }

    @Override
    public void damaged(Damage reason) {
      told.add(-1 - reason.name().hashCode());
      damaged.merge(reason, 1L, Long::sum);
    }

    private long hash(long hash, Slice slice) {
      check(slice.length() >= 0, "length");
      if (slice.data() == data && !slice.isEmpty()) {
        check(slice.from() >= from && slice.from() + slice.length() < to, "place");
      }
      long all = hash;
      for (int i = 0; i < slice.length(); i++) {
        check(slice.data() != data || slice.at(i) != '\n', "newline");
        all = all * 31 + slice.at(i);
      }
      return all * 31 + slice.length();
    }

    private static void check(boolean good, String what) {
      if (!good) throw new AssertionError("a bad " + what);
    }
  }
}
