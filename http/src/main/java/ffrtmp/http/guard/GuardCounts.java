package ffrtmp.http.guard;

import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.metric.Reading;
import ffrtmp.protocol.port.Readings;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** How often the guards had to step in, and why. Every series stands at 0 from the start. */
public final class GuardCounts implements Readings {
  /** Why a connection was ended by us. */
  enum Cut {
    /** Its address has as many as it may. */
    ADDRESS_LIMIT,
    /** The handshake of TLS failed: no TLS at all, or a certificate that is not taken. */
    TLS,
    /** No request came in time. */
    NO_REQUEST,
    /** None followed the last answer: the usual end of a connection that is kept. */
    IDLE,
    /** The body of a request came too slowly. */
    SLOW_BODY,
    /** An answer was taken too slowly. */
    SLOW_READER,
    /** A body that was refused went on coming for too long after its answer. */
    STILL_SENDING
  }

  /** Why a packed body was not unpacked, or not to its end. */
  enum Packed {
    /** It is packed in a way that is not known here. */
    ENCODING,
    /** It is not what it says, or breaks off. */
    DAMAGED,
    /** More came out than a body may have. */
    TOO_LARGE
  }

  private final Map<Cut, LongAdder> cuts = new EnumMap<>(Cut.class);
  private final Map<Packed, LongAdder> packed = new EnumMap<>(Packed.class);

  public GuardCounts() {
    for (Cut reason : Cut.values()) cuts.put(reason, new LongAdder());
    for (Packed reason : Packed.values()) packed.put(reason, new LongAdder());
  }

  void count(Cut reason) {
    Objects.requireNonNull(cuts.get(reason)).increment();
  }

  long of(Cut reason) {
    return Objects.requireNonNull(cuts.get(reason)).sum();
  }

  void count(Packed reason) {
    Objects.requireNonNull(packed.get(reason)).increment();
  }

  @Override
  public void read(Consumer<Reading> to) {
    cuts.forEach((reason, count) -> tell(to, Metric.HTTP_CONNECTIONS_CUT, reason, count));
    packed.forEach((reason, count) -> tell(to, Metric.HTTP_PACKED_REFUSED, reason, count));
  }

  private static void tell(Consumer<Reading> to, Metric metric, Enum<?> reason, LongAdder count) {
    String label = reason.name().toLowerCase(Locale.ROOT);
    to.accept(new Reading.Value(metric, List.of(label), (double) count.sum()));
  }
}
