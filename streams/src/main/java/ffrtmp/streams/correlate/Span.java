package ffrtmp.streams.correlate;

import ffrtmp.protocol.stream.Grain;
import ffrtmp.protocol.stream.TrafficRow;

/** The traffic of one span of time. */
final class Span extends Cell {
  static final int TYPE = 6;

  final Grain grain;
  final long start;
  boolean rowChanged;
  long bytes;
  long hitBytes;
  long missBytes;
  long requests;
  long activeSeconds;
  long peakBytes;
  long sessionBytes;
  long sessionMillis;
  long receivedBytes;
  long receivedMillis;

  Span(long key, Grain grain, long start) {
    super(key);
    this.grain = grain;
    this.start = start;
  }

  Span(OpenReader in) {
    this(in.key(), grain(in), in.signed());
    bytes = in.number();
    hitBytes = in.number();
    missBytes = in.number();
    requests = in.number();
    activeSeconds = in.number();
    peakBytes = in.number();
    sessionBytes = in.number();
    sessionMillis = in.number();
    receivedBytes = in.number();
    receivedMillis = in.number();
  }

  private static Grain grain(OpenReader in) {
    long seconds = in.number();
    for (Grain grain : Grain.values()) if (grain.seconds() == seconds) return grain;
    throw in.broken();
  }

  TrafficRow row() {
    return new TrafficRow(
        grain,
        start,
        bytes,
        hitBytes,
        missBytes,
        requests,
        activeSeconds,
        peakBytes,
        sessionBytes,
        sessionMillis,
        receivedBytes,
        receivedMillis);
  }

  @Override
  void write(OpenWriter out) {
    out.begin(TYPE).number(grain.seconds()).signed(start);
    out.number(bytes).number(hitBytes).number(missBytes).number(requests);
    out.number(activeSeconds).number(peakBytes).number(sessionBytes).number(sessionMillis);
    out.number(receivedBytes).number(receivedMillis);
  }
}
