package ffrtmp.http;

import akka.http.javadsl.model.HttpRequest;
import ffrtmp.http.access.Access;
import ffrtmp.http.access.Admission;
import ffrtmp.http.access.Caller;
import ffrtmp.http.access.Callers;
import ffrtmp.http.access.Denial;
import ffrtmp.http.access.Denials;
import ffrtmp.http.access.KeyRing;
import ffrtmp.http.access.TenantQuota;
import ffrtmp.http.account.Accounts;
import ffrtmp.http.account.Toll;
import ffrtmp.http.guard.CredentialHeaders;
import ffrtmp.http.limit.RateLimits;
import ffrtmp.http.problem.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may come in, how often, and who may use which route. A stranger learns nothing: 401
 * goes before the word that there is no such address.
 */
final class Gate {
  /** What became of a request at the gate. */
  sealed interface Verdict {
    /** {@code toll}: what its bytes cost; absent: nothing. */
    record Passes(Admission.Admitted admitted, @Nullable Toll toll) implements Verdict {}

    record Refused(Problem problem) implements Verdict {}
  }

  private final Callers callers;
  private final Denials denials;
  private final RateLimits limits;

  Gate(KeyRing keys, RateLimits limits) {
    this.limits = limits;
    callers = new Callers(keys);
    denials = keys.denials();
  }

  /** What the tenants' quotas say; 0: as many as they like. */
  static ToDoubleFunction<String> requestsPerSecond(KeyRing keys) {
    return tenant ->
        keys.quota(tenant).map(TenantQuota::requestsPerSecond).map(Double::doubleValue).orElse(0.0);
  }

  Verdict ask(HttpRequest request, Router.Found found, String requestId) {
    boolean open = found instanceof Router.Found.Matched match && match.route().access().open();
    Optional<Problem> twoKeys = CredentialHeaders.objection(request);
    Admission admission =
        twoKeys.isPresent() ? Admission.denied(Denial.NO_KEY) : who(request, open);
    RateLimits.Grant grant = grant(request, found, open ? null : admission);
    if (grant.problem() != null) return new Verdict.Refused(grant.problem());
    if (twoKeys.isPresent()) return new Verdict.Refused(twoKeys.get());
    if (admission instanceof Admission.Denied denied) {
      denials.count(denied.why(), denied.keyId(), found.name(), requestId);
      return new Verdict.Refused(Callers.byCertificate(request) ? withoutRole() : unauthorized());
    }
    Verdict.Passes passes = new Verdict.Passes((Admission.Admitted) admission, grant.toll());
    return found instanceof Router.Found.Matched match ? ask(passes, match, requestId) : passes;
  }

  private Admission who(HttpRequest request, boolean open) {
    return open ? Admission.lasting(Caller.NOBODY) : callers.of(request);
  }

  private RateLimits.Grant grant(
      HttpRequest request, Router.Found found, @Nullable Admission admission) {
    Caller caller = admission instanceof Admission.Admitted known ? known.caller() : null;
    if (!(found instanceof Router.Found.Matched match)) {
      return limits.admit(request, Accounts.UNMATCHED, caller);
    }
    // a supervisor that asks whether this process lives must never hear that it asks too much
    String template = match.route().template();
    return template.equals(HealthRoutes.HEALTH)
        ? RateLimits.Grant.FREE
        : limits.admit(request, template, caller);
  }

  private Verdict ask(Verdict.Passes passes, Router.Found.Matched match, String requestId) {
    Caller caller = passes.admitted().caller();
    Access access = match.route().access();
    if (access.allows(caller)) return passes;
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
            "this certificate has no role here: the keys file has no entry for it, and no key came")
        .withHeader("WWW-Authenticate", "Bearer");
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
