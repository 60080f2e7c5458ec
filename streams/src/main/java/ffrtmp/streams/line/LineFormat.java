package ffrtmp.streams.line;

import java.util.Locale;

/** The formats that a line may have. */
public enum LineFormat {
  STREAM_QUOTED,
  STREAM_STOCK,
  STREAM_BARE_METAL,
  CACHELOG,
  CACHELOG_JSON,
  ACCESS_BARE_METAL;

  /** As the API shows it, e.g. {@code stream-quoted}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
