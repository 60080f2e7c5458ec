package ffrtmp.streams.tail;

import ffrtmp.streams.line.LogKind;

/**
 * One log with all of its rotations.
 *
 * @param index in {@link Tail#series}; stable while the tail lives
 * @param name without rotation and packing, e.g. {@code access.log}
 * @param kind as the name tells
 * @param serviceHint the cache tag that the name stands for, e.g. {@code steam} of {@code
 *     steam-access.log}; empty: none
 */
public record Series(int index, String name, LogKind kind, String serviceHint) {
  private static final String BASE = "-access.log";

  static Series of(int index, String name) {
    LogKind kind = name.contains("stream") ? LogKind.STREAM : LogKind.ACCESS;
    return new Series(index, name, kind, kind == LogKind.STREAM ? "" : hint(name));
  }

  private static String hint(String name) {
    if (!name.endsWith(BASE)) return "";
    String prefix = name.substring(0, name.length() - BASE.length());
    if (prefix.equals("fallback")) return "";
    return prefix.equals("windows-update") ? "wsus" : prefix;
  }
}
