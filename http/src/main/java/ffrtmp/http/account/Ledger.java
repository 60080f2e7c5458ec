package ffrtmp.http.account;

import static ffrtmp.protocol.metric.Metric.HTTP_BANDWIDTH_BYTES;
import static ffrtmp.protocol.metric.Metric.HTTP_COMPRESSED_BYTES;
import static ffrtmp.protocol.metric.Metric.HTTP_REQUESTS;
import static ffrtmp.protocol.metric.Metric.HTTP_REQUEST_BYTES;
import static ffrtmp.protocol.metric.Metric.HTTP_REQUEST_SIZE;
import static ffrtmp.protocol.metric.Metric.HTTP_REQUEST_SIZE_AVERAGE;
import static ffrtmp.protocol.metric.Metric.HTTP_RESPONSE_BYTES;
import static ffrtmp.protocol.metric.Metric.HTTP_RESPONSE_SIZE;
import static ffrtmp.protocol.metric.Metric.HTTP_RESPONSE_SIZE_AVERAGE;
import static ffrtmp.protocol.metric.Metric.SSE_BYTES;

import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.metric.Reading;
import java.util.List;
import java.util.function.Consumer;

/** One reading of all label sets, and the totals of just what was read. */
final class Ledger {
  private final Consumer<Reading> to;
  private final Side in = new Side();
  private final Side out = new Side();

  Ledger(Consumer<Reading> to) {
    this.to = to;
  }

  /** One direction's totals. */
  private static final class Side {
    private long bytes;
    private long sum;
    private long count;

    private double average() {
      return count == 0 ? 0 : (double) sum / count;
    }
  }

  void endpoint(Endpoint endpoint) {
    endpoint.read(
        new Endpoint.Visitor() {
          @Override
          public void requests(long[] cell) {
            List<String> labels = List.of(Sizes.verb(cell).label(), endpoint.template());
            tell(in, cell, HTTP_REQUEST_BYTES, HTTP_REQUEST_SIZE, labels);
          }

          @Override
          public void responses(long[] cell) {
            List<String> labels =
                List.of(
                    Sizes.verb(cell).label(),
                    endpoint.template(),
                    Integer.toString(Sizes.status(cell)));
            tell(out, cell, HTTP_RESPONSE_BYTES, HTTP_RESPONSE_SIZE, labels);
          }
        });
  }

  private void tell(Side side, long[] cell, Metric bytes, Metric sizes, List<String> labels) {
    long sum = Sizes.sum(cell);
    long flown = Sizes.bytes(cell);
    List<Long> counts = Sizes.counts(cell);
    side.bytes += flown;
    side.sum += sum;
    for (long count : counts) side.count += count;
    to.accept(new Reading.Value(bytes, labels, (double) flown));
    to.accept(new Reading.Distribution(sizes, labels, Sizes.BOUNDS, counts, (double) sum));
  }

  void totals() {
    value(HTTP_BANDWIDTH_BYTES, (double) in.bytes, Direction.INBOUND.label());
    value(HTTP_BANDWIDTH_BYTES, (double) out.bytes, Direction.OUTBOUND.label());
    value(HTTP_REQUESTS, (double) in.count);
    value(HTTP_REQUEST_SIZE_AVERAGE, in.average());
    value(HTTP_RESPONSE_SIZE_AVERAGE, out.average());
  }

  void compressed(Direction direction, long onTheWire, long plain) {
    value(HTTP_COMPRESSED_BYTES, (double) onTheWire, direction.label(), "compressed");
    value(HTTP_COMPRESSED_BYTES, (double) plain, direction.label(), "uncompressed");
  }

  void live(long bytes) {
    value(SSE_BYTES, (double) bytes);
  }

  private void value(Metric metric, double value, String... labels) {
    to.accept(new Reading.Value(metric, List.of(labels), value));
  }
}
