package ffrtmp.http;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many of what takes long may be under way at a time, and how many of one tenant: half, so that
 * one tenant keeps nobody else out. Safe from any thread.
 */
final class Places {
  private final int all;
  private final int ofOneTenant;
  private final Map<String, Integer> byTenant = new HashMap<>();
  private int taken;

  Places(int all) {
    this.all = all;
    ofOneTenant = Math.max(1, all / 2);
  }

  /** Whether there is a place for this tenant; null: for somebody who belongs to none. */
  synchronized boolean isFree(@Nullable String tenant) {
    return taken < all && (tenant == null || byTenant.getOrDefault(tenant, 0) < ofOneTenant);
  }

  /** Takes a place if there is one; whoever got one gives it back. */
  synchronized boolean enter(@Nullable String tenant) {
    if (!isFree(tenant)) return false;
    take(tenant);
    return true;
  }

  /** Takes a place, whether there is one or not: for what was let in when there was. */
  synchronized void take(@Nullable String tenant) {
    taken++;
    if (tenant != null) byTenant.merge(tenant, 1, Integer::sum);
  }

  synchronized void leave(@Nullable String tenant) {
    taken--;
    if (tenant != null) {
      byTenant.computeIfPresent(tenant, (t, count) -> count == 1 ? null : count - 1);
    }
  }

  synchronized int taken() {
    return taken;
  }
}
