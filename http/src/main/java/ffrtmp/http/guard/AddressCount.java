package ffrtmp.http.guard;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the open connections of each address, up to a most. As large as there are connections: an
 * address without one is forgotten. Who owns an IPv6 network owns all of a /64, so that counts as
 * one.
 */
final class AddressCount {
  private static final Logger log = LoggerFactory.getLogger(AddressCount.class);
  private static final Duration BETWEEN_COMPLAINTS = Duration.ofSeconds(10);
  private static final int PREFIX_BYTES = 8;

  private final int most;
  private final ConcurrentMap<InetAddress, Integer> open = new ConcurrentHashMap<>();
  private final AtomicLong refused = new AtomicLong();
  private final Seldom complaints;

  AddressCount(int most, LongSupplier nanos) {
    this.most = most;
    complaints = new Seldom(BETWEEN_COMPLAINTS, nanos);
  }

  /** Whether one more may be open; whoever may, must leave. */
  boolean enter(InetAddress address) {
    boolean[] entered = {false};
    open.compute(
        network(address),
        (key, count) -> {
          int before = count == null ? 0 : count;
          entered[0] = before < most;
          return entered[0] ? Integer.valueOf(before + 1) : count;
        });
    if (!entered[0]) complain(address);
    return entered[0];
  }

  void leave(InetAddress address) {
    open.computeIfPresent(network(address), (key, count) -> count == 1 ? null : count - 1);
  }

  int addresses() {
    return open.size();
  }

  long refused() {
    return refused.get();
  }

  private void complain(InetAddress address) {
    long count = refused.incrementAndGet();
    if (!complaints.now()) return;
    log.warn(
        "{} has {} connections open and gets no more (ffrtmp.http.guard.connections-per-address);"
            + " {} were refused since the start, of any address",
        address.getHostAddress(),
        most,
        count);
  }

  private static InetAddress network(InetAddress address) {
    if (!(address instanceof Inet6Address)) return address;
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, PREFIX_BYTES, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("sixteen bytes are an address", e);
    }
  }
}
