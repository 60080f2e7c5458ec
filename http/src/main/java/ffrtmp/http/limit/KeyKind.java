package ffrtmp.http.limit;

import java.util.Locale;

/** What a limit goes by. */
public enum KeyKind {
  IP,
  API_KEY,
  HEADER,
  /** Not to be chosen: the requests of a tenant that has a quota. */
  TENANT;

  /** As flags, metrics and answers have it: {@code api-key}. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
