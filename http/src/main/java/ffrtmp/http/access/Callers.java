package ffrtmp.http.access;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import ffrtmp.http.tls.PeerCertificate;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells who sends a request: here a key and a certificate meet. A key wins, and a wrong one is
 * refused whatever certificate comes with it.
 */
public final class Callers {
  private static final String BEARER = "bearer ";

  private final KeyRing keys;

  public Callers(KeyRing keys) {
    this.keys = keys;
  }

  /** Who asks, or why they are not let in. */
  public Admission of(HttpRequest request) {
    if (keys.asksNobody()) return Admission.lasting(Caller.ANYBODY);
    Optional<String> key = presented(request);
    if (key.isPresent()) return keys.admit(key.get());
    return PeerCertificate.of(request)
        .map(keys::admit)
        .orElseGet(() -> Admission.denied(Denial.NO_KEY));
  }

  /** Whether all that was shown is a certificate. */
  public static boolean byCertificate(HttpRequest request) {
    return presented(request).isEmpty() && PeerCertificate.of(request).isPresent();
  }

  private static Optional<String> presented(HttpRequest request) {
    Optional<String> own = request.getHeader("X-API-Key").map(HttpHeader::value);
    return own.isPresent()
        ? own
        : request
            .getHeader("Authorization")
            .map(HttpHeader::value)
            .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
            .map(value -> value.substring(BEARER.length()).trim());
  }
}
