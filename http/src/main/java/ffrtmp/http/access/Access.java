package ffrtmp.http.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may use a route. Every route declares one: there is no default to fall back on.
 *
 * @param open whether it is served without a key
 * @param roles each of these suffices, or a role that includes one of them
 */
public record Access(boolean open, Set<Role> roles) {
  /** Needs no key. */
  public static final Access OPEN = new Access(true, Set.of());

  public Access {
    roles = Set.copyOf(roles);
  }

  /** For those who have any of {@code roles}, or one that includes it. */
  public static Access of(Role first, Role... others) {
    return new Access(false, EnumSet.of(first, others));
  }

  /** Whether a caller with {@code role} may; without one only what is open is allowed. */
  public boolean allows(@Nullable Role role) {
    if (open) return true;
    return role != null && roles.stream().anyMatch(role::includes);
  }

  /** The roles in their order, for answers and for the description of the API. */
  public List<Role> sorted() {
    return roles.stream().sorted().toList();
  }
}
