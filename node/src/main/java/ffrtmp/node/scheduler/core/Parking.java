package ffrtmp.node.scheduler.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What waits for a time to come, each key once; bounded by the jobs and nodes that the core knows.
 */
final class Parking<K> {

  private record Place<K>(Instant until, long order, K key) {}

  private final TreeSet<Place<K>> places =
      new TreeSet<>(
          Comparator.<Place<K>, Instant>comparing(Place::until).thenComparing(Place::order));
  private final Map<K, Place<K>> byKey = new HashMap<>();
  private long order;

  /** Parks {@code key}, or moves it. */
  void park(K key, Instant until) {
    leave(key);
    Place<K> place = new Place<>(until, order++, key);
    places.add(place);
    byKey.put(key, place);
  }

  void leave(K key) {
    Place<K> place = byKey.remove(key);
    if (place != null) places.remove(place);
  }

  /** Takes out, in order, all whose time has come. */
  List<K> due(Instant now) {
    List<K> due = new ArrayList<>();
    while (!places.isEmpty() && !places.first().until().isAfter(now)) {
      K key = places.first().key();
      leave(key);
      due.add(key);
    }
    return due;
  }
}
