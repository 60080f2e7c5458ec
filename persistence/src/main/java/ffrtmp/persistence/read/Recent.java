package ffrtmp.persistence.read;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values that were put or asked for last, up to a bound. By recency alone: a cache that prefers
 * what is asked for often would drop a flood of new jobs before the change feed has read them.
 */
final class Recent<V> {
  private final Map<String, V> values;

  Recent(int most) {
    values =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > most;
          }
        };
  }

  synchronized @Nullable V find(String id) {
    return values.get(id);
  }

  synchronized void put(String id, V value) {
    values.put(id, value);
  }

  synchronized void remove(String id) {
    values.remove(id);
  }

  synchronized void clear() {
    values.clear();
  }
}
