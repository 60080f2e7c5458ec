package ffrtmp.node.scheduler.core;

import java.util.EnumMap;
import java.util.Map;

/** Counts outcomes until somebody takes the counts away. */
final class Tally {
  private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);

  void count(Outcome outcome) {
    counts.merge(outcome, 1L, Long::sum);
  }

  Map<Outcome, Long> take() {
    Map<Outcome, Long> taken = new EnumMap<>(counts);
    counts.clear();
    return taken;
  }
}
