package ffrtmp.streams.line;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.SplittableRandom;

/** Damages a line as disks, crashes, editors and malice do. */
final class Mutations {
  private static final int LONGEST = 1 << 13;

  /** Pieces that mean something to some format, or to none. */
  private static final List<byte[]> PIECES =
      List.of(
          bytes("\0"),
          bytes("\0".repeat(600)),
          bytes("\u00ff\u00fe"),
          bytes("\u00c3"),
          bytes("\u00c3\u00a9"),
          bytes("\u00ef\u00bb\u00bf"),
          bytes("\u00ed\u00a0\u0080"),
          bytes("\""),
          bytes("\\\""),
          bytes("\\"),
          bytes("\\u00"),
          bytes("\\uD83D\\uDE00"),
          bytes("["),
          bytes("]"),
          bytes("{"),
          bytes("}"),
          bytes("{\"a\":"),
          bytes("[".repeat(64)),
          bytes(","),
          bytes(":"),
          bytes(" "),
          bytes("  "),
          bytes(" - "),
          bytes("\t"),
          bytes("-"),
          bytes("."),
          bytes("/"),
          bytes("\r"),
          bytes("\r\n"),
          bytes("\n"),
          bytes("\n\n"),
          bytes("9".repeat(18)),
          bytes("9".repeat(19)),
          bytes("9".repeat(400)),
          bytes("00000000000000"),
          bytes("-1"),
          bytes("31/Feb/2025:25:61:61 +9999"),
          bytes("[20/Dec/2025:07:50:58 -0600] \""),
          bytes("HTTP/1.1"),
          bytes("unix:"),
          bytes("::"));

  private final SplittableRandom random;
  private final List<byte[]> others;

  Mutations(SplittableRandom random, List<byte[]> others) {
    this.random = random;
    this.others = others;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /** The line after one to four mutations; it may be several lines then, and keeps no newline. */
  byte[] of(byte[] line) {
    byte[] mutated = line;
    for (int n = 1 + random.nextInt(4); n > 0 && mutated.length < LONGEST; n--) {
      mutated = one(mutated);
    }
    return mutated;
  }

  private byte[] one(byte[] line) {
    int at = random.nextInt(line.length + 1);
    int to = Math.min(line.length, at + 1 + random.nextInt(12));
    return switch (random.nextInt(9)) {
      case 0 -> flipped(line, at);
      case 1 -> joined(line, at, new byte[0], line.length);
      case 2 -> joined(line, 0, new byte[0], at);
      case 3 -> joined(line, at, new byte[0], to);
      case 4 -> joined(line, to, new byte[0], at);
      case 5 -> joined(line, at, others.get(random.nextInt(others.size())), at);
      case 6 -> joined(line, at, PIECES.get(random.nextInt(PIECES.size())), to);
      default -> joined(line, at, PIECES.get(random.nextInt(PIECES.size())), at);
    };
  }

  private byte[] flipped(byte[] line, int at) {
    byte[] copy = line.clone();
    if (at < copy.length) copy[at] ^= (byte) (1 << random.nextInt(8));
    return copy;
  }

  /** The first {@code to} bytes of the line, something, and the line's rest. */
  private static byte[] joined(byte[] line, int to, byte[] between, int rest) {
    byte[] all = new byte[to + between.length + line.length - rest];
    System.arraycopy(line, 0, all, 0, to);
    System.arraycopy(between, 0, all, to, between.length);
    System.arraycopy(line, rest, all, to + between.length, line.length - rest);
    return all;
  }
}
