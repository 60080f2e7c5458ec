package ffrtmp.http;

import akka.http.javadsl.model.HttpRequest;
import ffrtmp.http.access.Access;
import ffrtmp.http.access.Admission;
import ffrtmp.http.access.Caller;
import ffrtmp.http.access.Callers;
import ffrtmp.http.access.Denial;
import ffrtmp.http.access.Denials;
import ffrtmp.http.access.KeyRing;
import ffrtmp.http.problem.Problem;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Decides who may come in, and who may use which route. A stranger learns nothing: 401 goes before
 * the word that there is no such address.
 */
final class Gate {
  /** What became of a request at the gate. */
  sealed interface Verdict {
    record Passes(Admission.Admitted admitted) implements Verdict {}

    record Refused(Problem problem) implements Verdict {}
  }

  private final Callers callers;
  private final Denials denials;

  Gate(KeyRing keys) {
    callers = new Callers(keys);
    denials = keys.denials();
  }

  Verdict ask(HttpRequest request, Router.Found found, String requestId) {
    boolean open = found instanceof Router.Found.Matched match && match.route().access().open();
    Admission admission = open ? Admission.lasting(Caller.NOBODY) : callers.of(request);
    if (admission instanceof Admission.Denied denied) {
      denials.count(denied.why(), denied.keyId(), found.name(), requestId);
      return new Verdict.Refused(Callers.byCertificate(request) ? withoutRole() : unauthorized());
    }
    Admission.Admitted admitted = (Admission.Admitted) admission;
    return found instanceof Router.Found.Matched match
        ? ask(admitted, match, requestId)
        : new Verdict.Passes(admitted);
  }

  private Verdict ask(Admission.Admitted admitted, Router.Found.Matched match, String requestId) {
    Caller caller = admitted.caller();
    Access access = match.route().access();
    if (access.allows(caller)) return new Verdict.Passes(admitted);
    boolean role = !access.allowsRoleOf(caller);
    denials.count(role ? Denial.ROLE : Denial.TENANT, caller.name(), match.name(), requestId);
    return new Verdict.Refused(role ? forbidden(access) : notForTenants());
  }

  static Problem unauthorized() {
    return Problem.of(401, "a valid key is needed: Authorization: Bearer KEY, or X-API-Key: KEY")
        .withHeader("WWW-Authenticate", "Bearer");
  }

  /** The certificate is genuine, or there would be no request. */
  private static Problem withoutRole() {
    return Problem.of(
        401,
        "this certificate has no role here: the keys file has no entry for it, and no key came");
  }

  private static Problem notForTenants() {
    return Problem.of(403, "this concerns the whole installation, and the key is a tenant's");
  }

  private static Problem forbidden(Access access) {
    String roles =
        access.sorted().stream()
            .map(role -> role.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" or "));
    return Problem.of(403, "this key's role does not allow it: it takes " + roles);
  }
}
