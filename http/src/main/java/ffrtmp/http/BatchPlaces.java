package ffrtmp.http;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many batches are read at a time, and how many of one tenant: a batch may take minutes, and
 * one tenant must not keep all others out. Safe from any thread.
 */
final class BatchPlaces {
  private final int all;
  private final int ofOneTenant;
  private final Map<String, Integer> taken = new HashMap<>();
  private int open;

  BatchPlaces(int all) {
    this.all = all;
    ofOneTenant = Math.max(1, all / 2);
  }

  /** Whether there is a place; whoever got one gives it back. */
  synchronized boolean enter(@Nullable String tenant) {
    if (open == all) return false;
    if (tenant != null && taken.getOrDefault(tenant, 0) >= ofOneTenant) return false;
    open++;
    if (tenant != null) taken.merge(tenant, 1, Integer::sum);
    return true;
  }

  synchronized void leave(@Nullable String tenant) {
    open--;
    if (tenant != null) taken.computeIfPresent(tenant, (t, count) -> count == 1 ? null : count - 1);
  }
}
