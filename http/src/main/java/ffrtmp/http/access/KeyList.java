package ffrtmp.http.access;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a keys file says.
 *
 * @param keys by id, in the order of the file
 * @param tenants the quotas by tenant
 * @param certificates whose the certificates of clients are
 */
public record KeyList(
    Map<String, Key> keys, Map<String, TenantQuota> tenants, Certificates certificates) {
  public static final KeyList EMPTY = new KeyList(Map.of(), Map.of(), Certificates.NONE);

  public KeyList {
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    tenants = Map.copyOf(tenants);
  }

  /** How many jobs may run at a time, for each tenant that has such a limit. */
  Map<String, Integer> runningLimits() {
    Map<String, Integer> limits = new HashMap<>();
    tenants.forEach(
        (tenant, quota) -> {
          Integer running = quota.running();
          if (running != null) limits.put(tenant, running);
        });
    return limits;
  }
}
