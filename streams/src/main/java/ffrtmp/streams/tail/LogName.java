package ffrtmp.streams.tail;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a log file tells.
 *
 * @param series the name without rotation and packing, e.g. {@code access.log}
 */
record LogName(String series, Rotation rotation, Packing packing) {
  private static final Pattern KNOWN = Pattern.compile("(?:[a-z0-9][a-z0-9-]*-)?access\\.log");
  private static final Pattern DATED =
      Pattern.compile("(.+?)[-.]((?:19|20)\\d{2}-\\d{2}-\\d{2}|\\d{8,14})(?:-(\\d{1,9}))?");
  private static final Pattern NUMBERED = Pattern.compile("(.+?)\\.(\\d{1,7})");

  /** Empty when no cache log has such a name. */
  static Optional<LogName> parse(String name) {
    return Optional.of(any(name)).filter(found -> KNOWN.matcher(found.series).matches());
  }

  /** Takes any name: what looks like a rotation is one. */
  static LogName any(String name) {
    Packing packing = Packing.of(name);
    String plain = packing.strip(name);
    Matcher dated = DATED.matcher(plain);
    if (dated.matches()) {
      long number = dated.group(3) == null ? 0 : Long.parseLong(dated.group(3));
      return new LogName(dated.group(1), Rotation.dated(dated.group(2), number), packing);
    }
    Matcher numbered = NUMBERED.matcher(plain);
    if (numbered.matches()) {
      Rotation rotation = Rotation.numbered(Long.parseLong(numbered.group(2)));
      return new LogName(numbered.group(1), rotation, packing);
    }
    return new LogName(plain, Rotation.LIVE, packing);
  }

  boolean packed() {
    return packing != Packing.PLAIN;
  }
}
