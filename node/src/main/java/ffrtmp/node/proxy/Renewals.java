package ffrtmp.node.proxy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Renewals of a lease whose answers are waited for: a worker may count on its lease only when a
 * majority of the control nodes has heard it. Each is known by when it was sent. Pure.
 */
final class Renewals {
  private static final long PATIENCE = Duration.ofSeconds(3).toNanos();

  private record Waiting(Set<String> keepers, Runnable heard, Runnable late) {}

  private final Map<Long, Waiting> waiting = new LinkedHashMap<>();
  private long last;

  Renewals(long now) {
    last = now;
  }

  /** A time of sending that was not used before. */
  long stamp(long now) {
    last = Math.max(last + 1, now);
    return last;
  }

  /**
   * @param heard run once a majority has answered
   * @param late run when none has in time
   */
  void await(long sent, Runnable heard, Runnable late) {
    waiting.put(sent, new Waiting(new HashSet<>(), heard, late));
  }

  /** What to run now that one more keeper has answered. */
  Optional<Runnable> acknowledged(String keeper, long sent, Set<String> control) {
    Waiting renewal = waiting.get(sent);
    if (renewal == null || !control.contains(keeper)) return Optional.empty();
    renewal.keepers().add(keeper);
    if (2 * renewal.keepers().size() <= control.size()) return Optional.empty();
    waiting.remove(sent);
    return Optional.of(renewal.heard());
  }

  /** What to run for those that took too long. */
  List<Runnable> late(long now) {
    List<Runnable> late = new ArrayList<>();
    for (Iterator<Map.Entry<Long, Waiting>> it = waiting.entrySet().iterator(); it.hasNext(); ) {
      var renewal = it.next();
      if (now - renewal.getKey() < PATIENCE) break;
      late.add(renewal.getValue().late());
      it.remove();
    }
    return late;
  }

  /** When the oldest is late. */
  Optional<Long> nextAt() {
    return waiting.keySet().stream().findFirst().map(sent -> sent + PATIENCE);
  }
}
