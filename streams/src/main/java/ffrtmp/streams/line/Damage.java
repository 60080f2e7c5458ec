package ffrtmp.streams.line;

import java.util.Locale;

/** Why a line taught nothing. */
public enum Damage {
  /** Nothing but white space. */
  BLANK,
  /** It holds a NUL byte, which nginx never writes. */
  NUL,
  /** It holds bytes that are no UTF-8, which nginx never writes. */
  ENCODING,
  /** It is longer than a line may be. */
  TOO_LONG,
  /** It ends before its fields do. */
  TRUNCATED,
  /** Its time is no time. */
  TIME,
  /** A number is no number, or does not fit. */
  NUMBER,
  /** It has no known format. */
  FORMAT;

  /** As the API and the metrics show it, e.g. {@code too-long}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
