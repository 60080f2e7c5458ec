package ffrtmp.streams.line;

/** The two formats of access.log that are no JSON. */
final class AccessFormats {
  private static final int LONGEST_METHOD = 20;
  private static final int VERSION_WIDTH = 9;
  private static final long VERSION = Words.of(" HTTP/");
  private static final long SIX = 0xFFFFFFFFFFFFL;

  private AccessFormats() {}

  /**
   * {@code IP / XFF - USER [time] "REQUEST" STATUS BYTES "REFERER" "UA" "CACHE" "HOST" "RANGE"},
   * and the request time where operators added it; from behind the address on.
   */
  static boolean cachelog(Cursor c, AccessLine line) {
    return c.are(' ', '/')
        && c.is(' ')
        && openBracketOfTime(c)
        && (line.second = c.time()) != Calendar.NONE
        && c.are(']', ' ')
        && request(c, line)
        && c.is(' ')
        && (line.status = c.status()) >= 0
        && c.is(' ')
        && (line.bytes = c.bytes()) >= 0
        && c.is(' ')
        && c.skipQuoted()
        && c.is(' ')
        && c.skipQuoted()
        && c.is(' ')
        && quotedCacheResult(c, line)
        && c.is(' ')
        && c.quoted(line.host)
        && c.is(' ')
        && c.skipQuoted()
        && requestTime(c, line)
        && c.ends();
  }

  /**
   * The forwarded address and the user's name are the client's own words and may hold brackets. No
   * quote can be among them, so that a time, its bracket and a quote behind them are the real ones.
   */
  private static boolean openBracketOfTime(Cursor c) {
    byte[] data = c.data;
    int from = c.at;
    int first = -1;
    for (int i = from; i < c.end; i++) {
      if (data[i] != '[') continue;
      if (first < 0) first = i;
      if (c.end - i > NginxTime.WIDTH + 3 && NginxTime.looksLikeOne(data, i + 1)) {
        int after = i + 1 + NginxTime.width(data, i + 1);
        if (data[after] == ']' && data[after + 1] == ' ' && data[after + 2] == '"') {
          c.at = i + 1;
          return forwardedAndUser(data, from, i) || c.refuse(Damage.FORMAT);
        }
      }
    }
    boolean cut = first < 0 || c.end - first <= NginxTime.WIDTH + 3;
    return c.refuse(cut ? Damage.TRUNCATED : Damage.TIME);
  }

  /** Whether a stretch is {@code XFF - USER } with neither of them missing. */
  private static boolean forwardedAndUser(byte[] data, int from, int to) {
    if (to == from || data[to - 1] != ' ') return false;
    for (int i = from + 1; i < to - 4; i++) {
      if (data[i] == ' ' && data[i + 1] == '-' && data[i + 2] == ' ') return true;
    }
    return false;
  }

  private static boolean request(Cursor c, AccessLine line) {
    if (!c.is('"')) return false;
    int from = c.at;
    if (!c.closingQuote()) return false;
    path(c, from, c.at, line.path);
    c.at++;
    return true;
  }

  /** The path of {@code METHOD PATH HTTP/x.y} or, before HTTP/1.0, {@code METHOD PATH}. */
  private static void path(Cursor c, int from, int to, Slice into) {
    byte[] data = c.data;
    int i = from;
    while (data[i] >= 'A' && data[i] <= 'Z') i++;
    int method = i - from;
    if (method == 0 || method > LONGEST_METHOD || data[i] != ' ') {
      into.clear();
      return;
    }
    int start = i + 1;
    int stop = to;
    boolean version =
        to - start >= VERSION_WIDTH && (Words.at(data, to - VERSION_WIDTH) & SIX) == VERSION;
    if (version) stop -= VERSION_WIDTH;
    if (start < stop && data[start] != '/') start = afterAuthority(data, start, stop);
    into.set(data, start, Math.max(0, stop - start));
  }

  /** Clients that take the cache for a proxy ask for {@code http://host/path}. */
  private static int afterAuthority(byte[] data, int from, int to) {
    for (int i = from; i < to - 2; i++) {
      if (data[i] == ':' && data[i + 1] == '/' && data[i + 2] == '/') {
        for (int slash = i + 3; slash < to; slash++) if (data[slash] == '/') return slash;
        return to;
      }
    }
    return to;
  }

  private static boolean quotedCacheResult(Cursor c, AccessLine line) {
    if (!c.is('"')) return false;
    int from = c.at;
    if (!c.closingQuote()) return false;
    line.cache = cacheResult(c.data, from, c.at);
    c.at++;
    return true;
  }

  /** By its first letter and length, which tell nginx's words apart. */
  static CacheResult cacheResult(byte[] data, int from, int to) {
    if (from == to) return CacheResult.NONE;
    return switch (((to - from) << 8) | data[from]) {
      case (3 << 8) | 'H', (5 << 8) | 'S', (8 << 8) | 'U', (11 << 8) | 'R' -> CacheResult.HIT;
      case (4 << 8) | 'M', (7 << 8) | 'E', (6 << 8) | 'B' -> CacheResult.MISS;
      default -> CacheResult.NONE;
    };
  }

  private static boolean requestTime(Cursor c, AccessLine line) {
    line.requestMillis = -1;
    if (c.at == c.end) return true;
    if (!c.is(' ')) return false;
    if (c.end - c.at == 1 && c.data[c.at] == '-') {
      c.at++;
      return true;
    }
    return (line.requestMillis = c.millis()) >= 0;
  }

  /**
   * {@code [time] IP METHOD "URI" RANGE SLICE STATUS BYTES UPSTREAM_LENGTH CACHE HOST
   * UPSTREAM_STATUS UPSTREAM_TIME "UA"}, from the quote on. How long upstream took is not how long
   * the client's request took.
   */
  static boolean bareMetal(Cursor c, AccessLine line) {
    line.requestMillis = -1;
    line.tag.clear();
    return bareUri(c, line)
        && c.is(' ')
        && list(c)
        && list(c)
        && (line.status = c.status()) >= 0
        && c.is(' ')
        && (line.bytes = c.bytes()) >= 0
        && c.is(' ')
        && list(c)
        && bareCacheResult(c, line)
        && c.is(' ')
        && c.token(line.host)
        && c.is(' ')
        && list(c)
        && list(c)
        && c.skipQuoted()
        && c.ends();
  }

  private static boolean bareUri(Cursor c, AccessLine line) {
    if (!c.quoted(line.path)) return false;
    if (!line.path.isEmpty() && line.path.at(0) != '/') line.path.clear();
    return true;
  }

  private static boolean bareCacheResult(Cursor c, AccessLine line) {
    int from = c.at;
    while (c.at < c.end && c.data[c.at] != ' ') c.at++;
    line.cache = cacheResult(c.data, from, c.at);
    return c.at > from || c.fail(Damage.FORMAT);
  }

  /** A field without quotes that may be a list, and the space behind it. */
  private static boolean list(Cursor c) {
    byte[] data = c.data;
    int i = c.at;
    while (i < c.end && (data[i] != ' ' || goesOn(data, i))) i++;
    c.at = i;
    return c.is(' ');
  }

  /** nginx parts the upstreams that it tried by {@code ", "} and {@code " : "}. */
  private static boolean goesOn(byte[] data, int space) {
    return data[space - 1] == ',' || data[space - 1] == ':' || data[space + 1] == ':';
  }
}
