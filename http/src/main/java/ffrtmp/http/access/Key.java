package ffrtmp.http.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One key of the keys file. The secret itself is known to its holder alone.
 *
 * @param id what stands before the dot of the key; no secret
 * @param name whose it is; several keys of one name are one holder's, the newer and the older
 * @param tenant whose jobs it is for; absent: all
 * @param node the one node that a worker's key acts as; absent: any
 * @param sha256 of the secret, 64 hexadecimal digits in lower case
 * @param expires from when on it is worth nothing; absent: never
 * @param revoked when it was taken back; absent: it was not
 */
public record Key(
    String id,
    String name,
    Role role,
    @Nullable String tenant,
    @Nullable String node,
    String sha256,
    @Nullable Instant created,
    @Nullable Instant expires,
    @Nullable Instant revoked) {
  /** Who presents it. */
  public Caller caller() {
    return new Caller(name, role, tenant, node);
  }

  /** Whether it opens anything at this time. */
  public boolean live(Instant now) {
    return revoked == null && !expired(now);
  }

  public boolean expired(Instant now) {
    return expires != null && !now.isBefore(expires);
  }
}
