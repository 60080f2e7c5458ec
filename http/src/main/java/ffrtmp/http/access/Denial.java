package ffrtmp.http.access;

import java.util.Locale;

/** Why a request was sent away with 401 or 403: for the log and the metrics, not for its sender. */
public enum Denial {
  NO_KEY,
  /** No such id, another secret, or a certificate that stands for nobody. */
  UNKNOWN_KEY,
  EXPIRED,
  REVOKED,
  /** The role does not suffice. */
  ROLE,
  /** The route is not for callers of a tenant. */
  TENANT;

  /** As the metric's label has it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
