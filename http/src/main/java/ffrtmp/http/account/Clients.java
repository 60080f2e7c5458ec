package ffrtmp.http.account;

import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.metric.Reading;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Bytes by client: the names of keys and the ids of nodes, told apart as long as there are few;
 * those that come after the bound is reached are {@code other}, as is whoever is not known.
 */
final class Clients {
  private final int bound;
  private final Counter other = new Counter("other");
  private final ConcurrentHashMap<String, Counter> known = new ConcurrentHashMap<>();
  private final AtomicInteger size = new AtomicInteger();

  Clients(int bound) {
    this.bound = bound;
  }

  /** Bytes of one client's bodies. */
  static final class Counter {
    private final String name;
    private final LongAdder inbound = new LongAdder();
    private final LongAdder outbound = new LongAdder();

    private Counter(String name) {
      this.name = name;
    }

    void received(long bytes) {
      if (bytes > 0) inbound.add(bytes);
    }

    void sent(long bytes) {
      if (bytes > 0) outbound.add(bytes);
    }

    private void read(Consumer<Reading> to) {
      to.accept(value(Direction.INBOUND, inbound));
      to.accept(value(Direction.OUTBOUND, outbound));
    }

    private Reading value(Direction direction, LongAdder bytes) {
      return new Reading.Value(
          Metric.HTTP_CLIENT_BYTES, List.of(name, direction.label()), (double) bytes.sum());
    }
  }

  Counter other() {
    return other;
  }

  /** The counter of a name that is known to be somebody's. */
  Counter of(String name) {
    Counter counter = known.get(name);
    if (counter != null) return counter;
    Counter made = known.computeIfAbsent(name, this::make);
    return made == null ? other : made;
  }

  private @Nullable Counter make(String name) {
    if (name.equals(other.name) || size.get() >= bound) return null;
    return size.incrementAndGet() > bound ? null : new Counter(name);
  }

  void read(Consumer<Reading> to) {
    known.values().forEach(counter -> counter.read(to));
    other.read(to);
  }
}
