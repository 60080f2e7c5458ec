package ffrtmp.node.proxy;

import ffrtmp.protocol.worker.Held;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Attempts that were lost because the node showed no sign of them. A node that is heard for as long
 * again, and still does not look at the job, never had it: an agent looks every few seconds at what
 * it runs. Times are nanoseconds of one monotonic clock. Pure; forgets the oldest of {@value
 * #MOST}.
 */
final class Doubts {
  private static final int MOST = 64;

  /** Since when the node was heard without a look; empty while it was not heard. */
  private final Map<Held, Optional<Long>> doubts = new LinkedHashMap<>();

  void lost(Held held) {
    doubts.put(held, Optional.empty());
    if (doubts.size() > MOST) doubts.remove(doubts.keySet().iterator().next());
  }

  /** The node looked at it: it does run there. */
  void looked(Held held) {
    doubts.remove(held);
  }

  /** The node speaks. */
  void heard(long now) {
    doubts.replaceAll((held, since) -> since.isEmpty() ? Optional.of(now) : since);
  }

  /** Takes out those that the node evidently does not have. */
  List<Held> cleared(long now, long patience) {
    List<Held> cleared = new ArrayList<>();
    for (Iterator<Map.Entry<Held, Optional<Long>>> it = doubts.entrySet().iterator();
        it.hasNext(); ) {
      var doubt = it.next();
      if (doubt.getValue().isEmpty() || now - doubt.getValue().get() < patience) continue;
      cleared.add(doubt.getKey());
      it.remove();
    }
    return cleared;
  }

  Optional<Long> nextAt(long patience) {
    return doubts.values().stream()
        .flatMap(Optional::stream)
        .map(since -> since + patience)
        .reduce((a, b) -> a - b < 0 ? a : b);
  }
}
