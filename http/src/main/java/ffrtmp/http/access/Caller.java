package ffrtmp.http.access;

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
}
