package ffrtmp.streams.network;

import ffrtmp.protocol.port.NetworkMeter.Rate;
import ffrtmp.protocol.port.NetworkMinute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is decided of samples: which interface, what rate, and when a minute is full.
 * Times come in with each call, which is to be made by one thread at a time; only the rate may be
 * asked for by others.
 *
 * <p>Where no interface is configured the busiest is looked for at the beginning, then with each
 * full minute, and while the one that was chosen is away: by what each has carried since the kernel
 * counts, so that the choice does not flutter.
 */
final class Sampling {
  private final NetworkSettings settings;
  private final String node;
  private final Interfaces interfaces;
  private final RateMeter meter;
  private final Map<String, MinuteFold> minutes = new LinkedHashMap<>();
  private @Nullable String chosen;
  private boolean choosing = true;
  private volatile @Nullable Latest latest;

  private record Latest(Rate rate, long nanos) {}

  Sampling(NetworkSettings settings, String node, Interfaces interfaces) {
    this.settings = settings;
    this.node = node;
    this.interfaces = interfaces;
    // ticks that were late come in bunches, and a short while makes a rough rate
    meter = new RateMeter(settings.sampleInterval().toNanos() / 2);
    chosen = settings.networkInterface();
  }

  /**
   * Takes a sample.
   *
   * @param now the time of day
   * @param nanos of a clock that never goes back
   * @return the minutes that are full, the oldest first
   */
  List<NetworkMinute> sample(Instant now, long nanos) {
    List<NetworkMinute> full = remove(fold -> !fold.takes(now));
    if (choosing || !full.isEmpty()) choose();
    String name = chosen;
    Optional<Counters> counters = name == null ? Optional.empty() : interfaces.counters(name);
    choosing = counters.isEmpty();
    if (name == null || choosing) meter.onMissing();
    else meter.on(nanos, counters.get()).ifPresent(sample -> take(name, sample, now, nanos));
    return full;
  }

  private void choose() {
    if (settings.networkInterface() != null) return;
    String best = Busiest.of(interfaces.all()).orElse(chosen);
    if (best == null || best.equals(chosen)) return;
    chosen = best;
    meter.onMissing();
  }

  private void take(String name, RateMeter.Sample sample, Instant now, long nanos) {
    latest = new Latest(new Rate(node, name, sample.receive(), sample.transmit()), nanos);
    minutes.computeIfAbsent(name, key -> new MinuteFold(node, key, now)).add(sample);
  }

  /** The interface that is measured; empty: there is none, or it is away. */
  Optional<String> measured() {
    return choosing ? Optional.empty() : Optional.ofNullable(chosen);
  }

  /** As of the last sample that made one; empty once it is older than two intervals. */
  Optional<Rate> rate(long nanos) {
    Latest known = latest;
    // the half more is for ticks that come late
    long longest = settings.sampleInterval().toNanos() * 5 / 2;
    return known != null && nanos - known.nanos() <= longest
        ? Optional.of(known.rate())
        : Optional.empty();
  }

  /** What is left at the end: the minutes begun, however short. */
  List<NetworkMinute> rest() {
    return remove(fold -> true);
  }

  private List<NetworkMinute> remove(Predicate<MinuteFold> which) {
    List<NetworkMinute> removed = new ArrayList<>();
    minutes
        .values()
        .removeIf(
            fold -> {
              boolean wanted = which.test(fold);
              if (wanted) removed.add(fold.minute());
              return wanted;
            });
    return removed;
  }
}
