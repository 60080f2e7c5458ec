package ffrtmp.http.submit;

import ffrtmp.http.access.Caller;
import ffrtmp.http.access.Names;
import org.jspecify.annotations.Nullable;

/** Whose the submitted jobs are: the caller's tenant's, or whose an operator without one says. */
public record Owner(Caller caller) {
  /** Old clients may send a tenant that they read from a job; it is no wish of theirs. */
  @Nullable String tenant(Fields job) {
    if (!caller.choosesTenant()) return caller.tenant();
    String said = job.text("tenant_id", 64);
    if (said == null || Names.isName(said)) return said;
    job.refuse("tenant_id", "must be " + Names.FORM);
    return null;
  }
}
