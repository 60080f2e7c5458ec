package ffrtmp.http.guard;

import akka.http.javadsl.model.HttpRequest;
import ffrtmp.http.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Refuses a request that names two keys: what stands before us might have looked at the other one.
 */
public final class CredentialHeaders {
  private static final String BEARER = "bearer ";

  private CredentialHeaders() {}

  /** Why it is refused; empty: it names one at the most. */
  public static Optional<Problem> objection(HttpRequest request) {
    List<String> authorization = HeaderValues.of(request, "authorization");
    List<String> own = HeaderValues.of(request, "x-api-key");
    if (authorization.size() > 1) return refuse("Authorization stands there twice");
    if (own.size() > 1) return refuse("X-API-Key stands there twice");
    if (authorization.isEmpty() || own.isEmpty()) return Optional.empty();
    String bearer = authorization.get(0);
    boolean same =
        bearer.toLowerCase(Locale.ROOT).startsWith(BEARER)
            && bearer.substring(BEARER.length()).trim().equals(own.get(0).trim());
    return same ? Optional.empty() : refuse("Authorization and X-API-Key say two things");
  }

  private static Optional<Problem> refuse(String detail) {
    return Optional.of(Problem.of(400, detail + ": one key is to be sent, once"));
  }
}
