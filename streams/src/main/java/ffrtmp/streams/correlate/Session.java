package ffrtmp.streams.correlate;

import ffrtmp.protocol.stream.LinkMethod;
import ffrtmp.protocol.stream.SessionClass;
import ffrtmp.protocol.stream.SessionRow;

/** A session that waits until what it may be related to has been read. */
final class Session extends Cell {
  static final int TYPE = 5;

  private static final int MILLIS = 1_000;
  private static final long SMALL_BYTES = 256 << 10;
  private static final long SLOW_BYTES_PER_SECOND = 64 << 10;

  final int hostHash;
  SessionRow row;
  boolean rowChanged;

  Session(long key, SessionRow row, int hostHash) {
    super(key);
    this.row = row;
    this.hostHash = hostHash;
  }

  Session(OpenReader in) {
    super(in.key());
    hostHash = (int) in.signed();
    long number = in.number();
    String client = in.text();
    String protocol = in.text();
    int status = (int) in.number();
    long end = in.signed();
    long duration = in.number();
    row =
        rowOf(
            number,
            client,
            protocol,
            status,
            end,
            duration,
            in.number(),
            in.number(),
            in.text(),
            in.text());
  }

  /** A session as its line tells it. */
  static SessionRow rowOf(
      long number,
      String client,
      String protocol,
      int status,
      long endMillis,
      long durationMillis,
      long sent,
      long received,
      String host,
      String service) {
    return new SessionRow(
        number,
        client,
        protocol,
        status,
        endMillis - durationMillis,
        endMillis,
        sent,
        received,
        host,
        service,
        classOf(status, sent, durationMillis),
        0,
        null,
        0);
  }

  /** Judged by its size, and by its speed where its duration is not zero. */
  static SessionClass classOf(int status, long sent, long durationMillis) {
    if (status != 200 || sent == 0) return SessionClass.FAILED;
    boolean slow = sent < SLOW_BYTES_PER_SECOND * ((double) durationMillis / MILLIS);
    return sent < SMALL_BYTES || slow ? SessionClass.CONTROL : SessionClass.PASSTHROUGH;
  }

  void relate(long download, LinkMethod method, double confidence) {
    row =
        new SessionRow(
            row.number(),
            row.client(),
            row.protocol(),
            row.status(),
            row.startMillis(),
            row.endMillis(),
            row.sent(),
            row.received(),
            row.host(),
            row.service(),
            row.sessionClass(),
            download,
            method,
            confidence);
  }

  /** The second in which it began, or the one before. */
  long startSecond() {
    return Math.floorDiv(row.startMillis(), MILLIS);
  }

  /** The second in which it ended. */
  long endSecond() {
    return Math.floorDiv(row.endMillis(), MILLIS);
  }

  @Override
  void write(OpenWriter out) {
    out.begin(TYPE).signed(hostHash).number(row.number()).text(row.client());
    out.text(row.protocol()).number(row.status()).signed(row.endMillis());
    out.number(row.durationMillis()).number(row.sent()).number(row.received());
    out.text(row.host()).text(row.service());
  }
}
