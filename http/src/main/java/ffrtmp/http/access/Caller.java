package ffrtmp.http.access;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request, as far as a key or a certificate tells.
 *
 * @param name under which the audit knows them; never the key itself
 * @param role what they may do; absent: nobody was asked for a key, and only open routes are theirs
 * @param tenant whose jobs they see and submit; absent: all tenants'
 * @param node the node that a worker's key acts as, by name; absent: any
 */
public record Caller(
    String name, @Nullable Role role, @Nullable String tenant, @Nullable String node) {
  /** Somebody without a key, on an open route. */
  public static final Caller NOBODY = new Caller("anonymous", null, null, null);

  /** Anybody, on a server without keys: it listens on loopback, or was told to be insecure. */
  public static final Caller ANYBODY = new Caller("anonymous", Role.ADMIN, null, null);

  /** The holder of the one key that {@code --api-key} gave. */
  public static final Caller MASTER = new Caller("api-key", Role.ADMIN, null, null);

  /** Whether a job of this tenant, absent where it has none, is theirs to see and to change. */
  public boolean owns(@Nullable String tenantOfJob) {
    return tenant == null || tenant.equals(tenantOfJob);
  }

  /** Whether they may say whose a job is: operators and admins that belong to no tenant. */
  public boolean choosesTenant() {
    return tenant == null && role != null && role.includes(Role.OPERATOR);
  }

  /** Whether they may register, poll and report as the node of this name. */
  public boolean actsAs(String nodeName) {
    if (role == null || !role.includes(Role.WORKER)) return false;
    return node == null || node.equals(nodeName);
  }

  /** Who their idempotency keys belong to: no two holders share it, whatever their names. */
  public String holder() {
    return tenant == null ? name : Objects.requireNonNull(tenant) + "/" + name;
  }
}
