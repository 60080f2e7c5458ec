package ffrtmp.http.account;

import java.util.Locale;

/** Where a body goes, as this server sees it. */
public enum Direction {
  INBOUND,
  OUTBOUND;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
