package ffrtmp.streams.line;

import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * Tells a sink of every line of cache logs, once: as a request, as a session, or as damage. The
 * format is found for each line anew from its first bytes, so that files of several formats, and
 * files whose format was changed, are read as they are. A line is never read past its end, so that
 * a bad one costs nothing but itself.
 *
 * <p>Nothing is allocated for a line. Not safe for several threads.
 */
public final class LineParser {
  private static final int BOM_WIDTH = 3;
  private static final int BOM = 0xBFBBEF;

  private final LineSink sink;
  private final Cursor cursor;
  private final JsonFormat json;
  private final AccessLine access = new AccessLine();
  private final StreamLine stream = new StreamLine();
  private final EnumSet<LineFormat> seen = EnumSet.noneOf(LineFormat.class);

  /**
   * @param whereLacking the zone of times that are written without an offset
   */
  public LineParser(ZoneId whereLacking, LineSink sink) {
    this.sink = sink;
    Calendar calendar = new Calendar(whereLacking);
    NginxTime local = new NginxTime(calendar);
    this.cursor = new Cursor(local);
    this.json = new JsonFormat(local, new JsonTime(calendar));
  }

  /**
   * Reads complete lines, in their order.
   *
   * @param to behind the last byte, which is a newline; {@code from} where there is no line
   * @throws IllegalArgumentException when the last line is not complete
   */
  public void parse(byte[] data, int from, int to) {
    Objects.checkFromToIndex(from, to, data.length);
    if (from == to) return;
    if (data[to - 1] != '\n') throw new IllegalArgumentException("the last line is incomplete");
    int start = from;
    while (start < to) start = line(data, start, to);
  }

  /** The formats of the good lines since {@link #clearFormats}. */
  public Set<LineFormat> formats() {
    return EnumSet.copyOf(seen);
  }

  /** Forgets the formats seen, as between two series of files. */
  public void clearFormats() {
    seen.clear();
  }

  /** Reads one line and answers where the next begins. */
  private int line(byte[] data, int start, int to) {
    boolean nul = false;
    boolean ascii = true;
    int i = start;
    while (true) {
      i = Words.special(data, i, to);
      byte b = data[i];
      if (b == '\n') break;
      nul |= b == 0;
      ascii &= b >= 0;
      i++;
    }
    int next = i + 1;
    int end = i > start && data[i - 1] == '\r' ? i - 1 : i;
    if (nul) {
      sink.damaged(Damage.NUL);
    } else if (!ascii && !Utf8.valid(data, start, end)) {
      sink.damaged(Damage.ENCODING);
    } else {
      read(data, ascii ? start : afterBom(data, start, end), end, to);
    }
    return next;
  }

  private static int afterBom(byte[] data, int start, int end) {
    boolean bom = end - start >= BOM_WIDTH && (Words.four(data, start) & 0xFFFFFF) == BOM;
    return bom ? start + BOM_WIDTH : start;
  }

  private void read(byte[] data, int start, int end, int to) {
    cursor.line(data, start, end, to);
    boolean good =
        switch (data[start]) {
          case '{' -> access(LineFormat.CACHELOG_JSON, json.read(cursor, access));
          case '[' -> fromBracket();
          default -> fromAddress();
        };
    if (!good) sink.damaged(isBlank(data, start, end) ? Damage.BLANK : reason());
  }

  private Damage reason() {
    Damage damage = cursor.damage;
    return damage == null ? Damage.FORMAT : damage;
  }

  /** The bracket opens a time, as on bare metal, or the tag of a cachelog. */
  private boolean fromBracket() {
    cursor.at++;
    boolean time =
        cursor.end - cursor.at > NginxTime.WIDTH && NginxTime.looksLikeOne(cursor.data, cursor.at);
    return time ? bareMetal() : tagged();
  }

  /** A tag may be the host that was asked for, an IPv6 address in brackets: a space ends it. */
  private boolean tagged() {
    byte[] data = cursor.data;
    int from = cursor.at;
    int i = from;
    while (i < cursor.end && (data[i] != ']' || data[i + 1] != ' ')) i++;
    cursor.at = i;
    access.tag.set(data, from, i - from);
    return cursor.are(']', ' ')
        && cursor.address(access.client)
        && access(LineFormat.CACHELOG, AccessFormats.cachelog(cursor, access));
  }

  private boolean bareMetal() {
    long second = cursor.time();
    if (second == Calendar.NONE || !cursor.are(']', ' ') || !cursor.address(access.client)) {
      return false;
    }
    if (!cursor.is(' ')) return false;
    if (isSession()) {
      stream.second = second;
      copy(access.client, stream.client);
      return stream(LineFormat.STREAM_BARE_METAL, StreamFormats.afterClient(cursor, stream));
    }
    access.second = second;
    return method()
        && access(LineFormat.ACCESS_BARE_METAL, AccessFormats.bareMetal(cursor, access));
  }

  /** A protocol is followed by a number, a method by a quote. */
  private boolean isSession() {
    return cursor.end - cursor.at > 4 && Digits.is(cursor.data[cursor.at + 4]);
  }

  private boolean method() {
    while (cursor.at < cursor.end && cursor.data[cursor.at] != ' ') cursor.at++;
    return cursor.is(' ');
  }

  private static void copy(Slice from, Slice to) {
    to.set(from.data(), from.from(), from.length());
  }

  private boolean fromAddress() {
    if (!cursor.address(stream.client)) return false;
    boolean request = cursor.end - cursor.at > 1 && cursor.data[cursor.at + 1] == '/';
    if (request) {
      access.tag.clear();
      copy(stream.client, access.client);
      return access(LineFormat.CACHELOG, AccessFormats.cachelog(cursor, access));
    }
    if (!cursor.is(' ')) return false;
    return cursor.data[cursor.end - 1] == '"'
        ? stream(LineFormat.STREAM_QUOTED, StreamFormats.quoted(cursor, stream))
        : stream(LineFormat.STREAM_STOCK, StreamFormats.stock(cursor, stream));
  }

  private boolean access(LineFormat format, boolean good) {
    if (good) {
      seen.add(format);
      sink.access(access);
    }
    return good;
  }

  private boolean stream(LineFormat format, boolean good) {
    if (good) {
      seen.add(format);
      sink.stream(stream);
    }
    return good;
  }

  private static boolean isBlank(byte[] data, int from, int to) {
    int i = from;
    while (i < to && (data[i] == ' ' || data[i] == '\t' || data[i] == '\r')) i++;
    return i == to;
  }
}
