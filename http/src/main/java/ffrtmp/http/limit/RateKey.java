package ffrtmp.http.limit;

/**
 * What clients are told apart by.
 *
 * @param header the header's name where the kind is {@link KeyKind#HEADER}, else empty
 */
public record RateKey(KeyKind kind, String header) {
  private static final String HEADER = "header:";
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}";

  /**
   * Reads {@code ip}, {@code api-key} or {@code header:NAME}.
   *
   * @throws IllegalArgumentException when it is none of them
   */
  public static RateKey parse(String text) {
    if (text.equals(KeyKind.IP.label())) return new RateKey(KeyKind.IP, "");
    if (text.equals(KeyKind.API_KEY.label())) return new RateKey(KeyKind.API_KEY, "");
    String name = text.startsWith(HEADER) ? text.substring(HEADER.length()) : "";
    if (name.matches(TOKEN)) return new RateKey(KeyKind.HEADER, name);
    throw new IllegalArgumentException("must be ip, api-key or header:NAME, not '" + text + "'");
  }
}
