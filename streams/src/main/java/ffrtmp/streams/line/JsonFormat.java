package ffrtmp.streams.line;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * cachelog-json: one object a line, its members in any order. Unknown ones are stepped over; of one
 * that comes twice the last counts. The client's address, a time, the status and the bytes must be
 * there.
 */
final class JsonFormat {
  private enum Member {
    TIMESTAMP,
    TIME_LOCAL,
    CACHE_IDENTIFIER,
    REMOTE_ADDR,
    STATUS,
    BYTES_SENT,
    UPSTREAM_CACHE_STATUS,
    HOST,
    PATH,
    REQUEST_TIME;

    @SuppressWarnings("ImmutableEnumChecker") // never written
    final byte[] key = name().toLowerCase(Locale.ROOT).getBytes(US_ASCII);
  }

  private static final Member[] MEMBERS = Member.values();
  private static final Set<Member> NEEDED =
      EnumSet.of(Member.REMOTE_ADDR, Member.STATUS, Member.BYTES_SENT);
  private static final int STATUS_DIGITS = 3;

  private final NginxTime local;
  private final JsonTime timestamps;
  private final JsonText text = new JsonText();
  private final Slice key = new Slice();
  private final Slice value = new Slice();
  private final EnumSet<Member> seen = EnumSet.noneOf(Member.class);
  private long localSecond;

  JsonFormat(NginxTime local, JsonTime timestamps) {
    this.local = local;
    this.timestamps = timestamps;
  }

  boolean read(Cursor c, AccessLine line) {
    clear(line);
    if (!JsonText.is(c, '{')) return false;
    boolean more = c.data[c.at] != '}';
    while (more) {
      if (!text.string(c, key) || !JsonText.is(c, ':') || !text.value(c, value)) return false;
      if (!member(c, line)) return false;
      JsonText.blanks(c);
      more = c.data[c.at] == ',';
      if (more && !JsonText.is(c, ',')) return false;
    }
    if (!JsonText.is(c, '}') || !c.ends()) return false;
    return complete(c, line);
  }

  private void clear(AccessLine line) {
    text.reset();
    seen.clear();
    line.tag.clear();
    line.host.clear();
    line.path.clear();
    line.cache = CacheResult.NONE;
    line.requestMillis = -1;
  }

  /** The time with a fraction wins, wherever it stands. */
  private boolean complete(Cursor c, AccessLine line) {
    boolean exact = seen.contains(Member.TIMESTAMP);
    boolean timed = exact || seen.contains(Member.TIME_LOCAL);
    if (!exact) line.second = localSecond;
    return (timed && seen.containsAll(NEEDED)) || c.refuse(Damage.FORMAT);
  }

  private boolean member(Cursor c, AccessLine line) {
    for (Member member : MEMBERS) {
      if (!isKey(member.key)) continue;
      if (!take(member, c, line)) return false;
      seen.add(member);
      return true;
    }
    return true;
  }

  private boolean isKey(byte[] name) {
    int from = key.from();
    return key.length() == name.length
        && Arrays.equals(key.data(), from, from + name.length, name, 0, name.length);
  }

  private boolean take(Member member, Cursor c, AccessLine line) {
    return switch (member) {
      case TIMESTAMP ->
          (line.second = timestamps.second(value)) != Calendar.NONE || c.refuse(Damage.TIME);
      case TIME_LOCAL -> (localSecond = localSecond()) != Calendar.NONE || c.refuse(Damage.TIME);
      case CACHE_IDENTIFIER -> show(line.tag);
      case REMOTE_ADDR -> (show(line.client) && Cursor.isAddress(value)) || c.refuse(Damage.FORMAT);
      case STATUS -> (line.status = status()) >= 0 || c.refuse(Damage.NUMBER);
      case BYTES_SENT -> (line.bytes = whole(Digits.MOST_BYTES)) >= 0 || c.refuse(Damage.NUMBER);
      case UPSTREAM_CACHE_STATUS -> cache(line);
      case HOST -> show(line.host);
      case PATH -> show(line.path);
      case REQUEST_TIME -> requestTime(line) || c.refuse(Damage.NUMBER);
    };
  }

  private boolean show(Slice into) {
    boolean nothing = isNothing();
    into.set(value.data(), value.from(), nothing ? 0 : value.length());
    return true;
  }

  private boolean isNothing() {
    return value.length() == 1 && value.at(0) == '-';
  }

  private long localSecond() {
    int length = value.length();
    int from = value.from();
    boolean fits = length == NginxTime.WIDTH || length == NginxTime.WIDTH_WITHOUT_OFFSET;
    if (!fits || NginxTime.width(value.data(), from) != length) return Calendar.NONE;
    return local.second(value.data(), from);
  }

  private int status() {
    return value.length() == STATUS_DIGITS ? (int) whole(STATUS_DIGITS) : -1;
  }

  private long whole(int digits) {
    return Digits.whole(value.data(), value.from(), value.from() + value.length(), digits);
  }

  private boolean cache(AccessLine line) {
    int from = value.from();
    line.cache = AccessFormats.cacheResult(value.data(), from, from + value.length());
    return true;
  }

  /** Empty or {@code -} where nginx had none. */
  private boolean requestTime(AccessLine line) {
    int from = value.from();
    int to = from + value.length();
    boolean none = from == to || isNothing();
    line.requestMillis = none ? -1 : Digits.millis(value.data(), from, to, Digits.MOST_SECONDS);
    return none || line.requestMillis >= 0;
  }
}
