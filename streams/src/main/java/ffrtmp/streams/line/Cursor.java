package ffrtmp.streams.line;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one line from left to right. A field that is not there as expected answers
 * false or -1 and leaves the reason in {@link #damage}; nothing is read after that.
 *
 * <p>Invariant: the byte at {@link #end} is the line's own {@code \r} or {@code \n}, which no field
 * accepts, so that reading byte by byte needs no look at where the line ends.
 */
final class Cursor {
  private static final int LONGEST_ADDRESS = 45;
  private static final long UNIX = Words.of("unix:");
  private static final long FIVE = 0xFFFFFFFFFFL;
  private static final long TCP = Words.of("TCP ");
  private static final long UDP = Words.of("UDP ");

  private static final int DOT = 1;
  private static final int COLON = 1 << 8;
  private static final int LETTER = 1 << 16;
  private static final int OTHER = -1;
  private static final int[] ADDRESS = addressCharacters();

  private final NginxTime time;
  byte[] data = new byte[0];
  int start;
  int at;
  int end;

  /** Up to where {@link #data} may be read. */
  int limit;

  @Nullable Damage damage;

  Cursor(NginxTime time) {
    this.time = time;
  }

  private static int[] addressCharacters() {
    int[] of = new int[256];
    Arrays.fill(of, OTHER);
    for (char c = '0'; c <= '9'; c++) of[c] = 0;
    for (char c = 'a'; c <= 'f'; c++) of[c] = LETTER;
    for (char c = 'A'; c <= 'F'; c++) of[c] = LETTER;
    of['.'] = DOT;
    of[':'] = COLON;
    return of;
  }

  void line(byte[] bytes, int from, int to, int readable) {
    if (data != bytes) data = bytes;
    start = from;
    at = from;
    end = to;
    limit = readable;
    damage = null;
  }

  /** What should stand here does not: because of the reason, or since the line is over. */
  boolean fail(Damage reason) {
    return refuse(at >= end ? Damage.TRUNCATED : reason);
  }

  /** What was read cannot be. */
  boolean refuse(Damage reason) {
    damage = reason;
    return false;
  }

  boolean is(char c) {
    if (data[at] != c) return fail(Damage.FORMAT);
    at++;
    return true;
  }

  boolean are(char first, char second) {
    return is(first) && is(second);
  }

  /** The line ends here. */
  boolean ends() {
    return at == end || fail(Damage.FORMAT);
  }

  /** An IPv4 or IPv6 address without brackets, or nginx's word for a socket file. */
  boolean address(Slice into) {
    int from = at;
    int length = limit - from >= 16 ? Words.dotted(data, from) : 0;
    if (length == 0) length = anyAddress(from);
    if (length == 0 || data[from] == '.') return fail(Damage.FORMAT);
    into.set(data, from, length);
    at = from + length;
    return true;
  }

  private int anyAddress(int from) {
    int seen = 0;
    int i = from;
    for (int kind; (kind = ADDRESS[data[i] & 0xFF]) >= 0; i++) seen += kind;
    if (isAddress(seen, i - from)) return i - from;
    return limit - from >= 8 && (Words.at(data, from) & FIVE) == UNIX ? 5 : 0;
  }

  private static boolean isAddress(int seen, int length) {
    if (length > LONGEST_ADDRESS) return false;
    return seen == 3 * DOT || (seen & 0xFF00) >= 2 * COLON;
  }

  /** Whether all of a slice is an address. */
  static boolean isAddress(Slice slice) {
    int seen = 0;
    for (int i = 0; i < slice.length(); i++) {
      int kind = ADDRESS[slice.at(i) & 0xFF];
      if (kind < 0) return slice.toString().equals("unix:");
      seen += kind;
    }
    return isAddress(seen, slice.length());
  }

  /** The time as epoch second; NONE where there is none. */
  long time() {
    if (end - at < NginxTime.WIDTH) {
      damage = Damage.TRUNCATED;
      return Calendar.NONE;
    }
    long second = time.second(data, at);
    if (second == Calendar.NONE) {
      damage = Damage.TIME;
    } else {
      at += NginxTime.width(data, at);
    }
    return second;
  }

  /** TCP or UDP and the space after it. */
  boolean protocol(Slice into) {
    long word = limit - at < 4 ? 0 : Words.four(data, at);
    if (word != TCP && word != UDP) return fail(Damage.FORMAT);
    into.set(data, at, 3);
    at += 4;
    return true;
  }

  /** Three digits. */
  int status() {
    int status = threeDigits();
    if (status >= 0 && data[at] <= ' ') return status;
    fail(Damage.NUMBER);
    return -1;
  }

  /** A number of bytes. */
  long bytes() {
    return number(Digits.MOST_BYTES);
  }

  /** Seconds with three decimals, as milliseconds. */
  long millis() {
    long seconds = number(Digits.MOST_SECONDS);
    if (seconds < 0 || !is('.')) return -1;
    int millis = threeDigits();
    if (millis >= 0) return seconds * 1_000 + millis;
    fail(Damage.NUMBER);
    return -1;
  }

  /** Reads three digits; where one is none, -1, and goes to it. */
  private int threeDigits() {
    int value = 0;
    for (int i = 0; i < 3; i++, at++) {
      int digit = data[at] - '0';
      if (digit < 0 || digit > 9) return -1;
      value = value * 10 + digit;
    }
    return value;
  }

  private long number(int most) {
    int from = at;
    long value = limit - from >= 8 ? inWord(Words.at(data, from)) : -1;
    if (value < 0) value = digits();
    int count = at - from;
    boolean alone = data[at] <= '.'; // a space, a point, or what ends the line
    if (count > 0 && count <= most && alone) return value;
    fail(Damage.NUMBER);
    return -1;
  }

  /** The number that a word begins with; -1 where it may go on behind the word. */
  private long inWord(long word) {
    int count = Digits.leading(word);
    if (count == 8) return -1;
    at += count;
    return Digits.value(word, count);
  }

  private long digits() {
    int i = at;
    long value = 0;
    for (int digit; (digit = data[i] - '0') >= 0 && digit <= 9; i++) value = value * 10 + digit;
    at = i;
    return value;
  }

  /** Goes to the quote that closes what is open here; what a backslash precedes closes nothing. */
  boolean closingQuote() {
    int i = at;
    while (true) {
      i = Words.quoteOrBackslash(data, i, limit);
      if (i >= end) {
        at = end;
        return fail(Damage.TRUNCATED);
      }
      if (data[i] == '"') {
        at = i;
        return true;
      }
      i += 2;
    }
  }

  /** A quoted field that nobody wants. */
  boolean skipQuoted() {
    if (!is('"') || !closingQuote()) return false;
    at++;
    return true;
  }

  /** A quoted field; {@code -}, nginx's word for nothing, is empty. */
  boolean quoted(Slice into) {
    if (!is('"')) return false;
    int from = at;
    if (!closingQuote()) return false;
    field(into, from, at);
    at++;
    return true;
  }

  /** Shows a field; {@code -}, nginx's word for nothing, is empty. */
  void field(Slice into, int from, int to) {
    boolean nothing = to - from == 1 && data[from] == '-';
    into.set(data, from, nothing ? 0 : to - from);
  }

  /** Up to the next space, which is left standing. */
  boolean token(Slice into) {
    int from = at;
    int i = from;
    while (i < end && data[i] != ' ') i++;
    at = i;
    field(into, from, i);
    return i < end || fail(Damage.TRUNCATED);
  }
}
