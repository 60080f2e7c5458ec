package ffrtmp.http.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Who may use a route. Every route declares one: there is no default to fall back on.
 *
 * @param open whether it is served without a key
 * @param roles each of these suffices, or a role that includes one of them
 * @param tenants whether callers that belong to a tenant may use it: it shows and changes nothing
 *     that is not theirs
 */
public record Access(boolean open, Set<Role> roles, boolean tenants) {
  /** Needs no key. */
  public static final Access OPEN = new Access(true, Set.of(), true);

  public Access {
    roles = Set.copyOf(roles);
  }

  /** For those who have any of {@code roles}, or one that includes it, and belong to no tenant. */
  public static Access of(Role first, Role... others) {
    return new Access(false, EnumSet.of(first, others), false);
  }

  /** The same for callers of a tenant too; the handler keeps them to what is theirs. */
  public Access forTenants() {
    return new Access(open, roles, true);
  }

  /** Whether the caller may, by role and by tenant. */
  public boolean allows(Caller caller) {
    return open || (allowsRoleOf(caller) && allowsTenantOf(caller));
  }

  /** Whether the caller's role suffices; without one only what is open is allowed. */
  public boolean allowsRoleOf(Caller caller) {
    Role role = caller.role();
    return open || (role != null && roles.stream().anyMatch(role::includes));
  }

  private boolean allowsTenantOf(Caller caller) {
    return tenants || caller.tenant() == null;
  }

  /** The roles in their order, for answers and for the description of the API. */
  public List<Role> sorted() {
    return roles.stream().sorted().toList();
  }
}
