package ffrtmp.streams.line;

/** The three formats of stream-access.log. */
final class StreamFormats {
  /** A name has 255 bytes at the most, and each may be escaped to four. */
  private static final int LONGEST_HOST = 1_020;

  private StreamFormats() {}

  /** {@code IP [time] PROTO STATUS SENT RECEIVED SECONDS "HOST"}, from the bracket on. */
  static boolean quoted(Cursor c, StreamLine line) {
    return c.is('[')
        && (line.second = c.time()) != Calendar.NONE
        && c.are(']', ' ')
        && c.protocol(line.protocol)
        && (line.status = c.status()) >= 0
        && c.is(' ')
        && traffic(c, line)
        && c.is(' ')
        && c.quoted(line.host)
        && fits(c, line)
        && c.ends();
  }

  /** {@code IP [time] PROTO STATUS HOST SENT RECEIVED SECONDS}, from the bracket on. */
  static boolean stock(Cursor c, StreamLine line) {
    return c.is('[')
        && (line.second = c.time()) != Calendar.NONE
        && c.are(']', ' ')
        && afterClient(c, line);
  }

  /** {@code [time] IP PROTO STATUS HOST SENT RECEIVED SECONDS}, from the protocol on. */
  static boolean afterClient(Cursor c, StreamLine line) {
    return c.protocol(line.protocol)
        && (line.status = c.status()) >= 0
        && c.is(' ')
        && openHost(c, line)
        && c.is(' ')
        && traffic(c, line)
        && fits(c, line)
        && c.ends();
  }

  private static boolean traffic(Cursor c, StreamLine line) {
    return (line.sent = c.bytes()) >= 0
        && c.is(' ')
        && (line.received = c.bytes()) >= 0
        && c.is(' ')
        && (line.durationMillis = c.millis()) >= 0;
  }

  /** The host without quotes may hold spaces or be empty: it ends three fields before the line. */
  private static boolean openHost(Cursor c, StreamLine line) {
    int from = c.at;
    int stop = c.end;
    for (int fields = 0; fields < 3; fields++) {
      do {
        stop--;
      } while (stop >= from && c.data[stop] != ' ');
    }
    // A quote that opens here was to be closed at the end: the line was cut within its last field.
    boolean cut = hasQuote(c, from);
    if (stop < from || cut) return c.refuse(Damage.TRUNCATED);
    c.field(line.host, from, stop);
    c.at = stop;
    return true;
  }

  private static boolean hasQuote(Cursor c, int from) {
    for (int i = from; i < c.end; i++) if (c.data[i] == '"') return true;
    return false;
  }

  private static boolean fits(Cursor c, StreamLine line) {
    return line.host.length() <= LONGEST_HOST || c.refuse(Damage.FORMAT);
  }
}
