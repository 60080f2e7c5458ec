package ffrtmp.node.scheduler.core;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last revisions of what was forgotten, so that a late fact does not wake it; the oldest give
 * way at {@code limit}, where a late fact costs one refused dispatch.
 */
final class Tombstones<K> {

  private final int limit;
  private final Map<K, Long> revisions = new LinkedHashMap<>();

  Tombstones(int limit) {
    this.limit = limit;
  }

  void bury(K key, long revision) {
    revisions.remove(key);
    revisions.put(key, revision);
    if (revisions.size() > limit) revisions.remove(revisions.keySet().iterator().next());
  }

  void rise(K key) {
    revisions.remove(key);
  }

  boolean covers(K key, long revision) {
    Long last = revisions.get(key);
    return last != null && revision <= last;
  }
}
