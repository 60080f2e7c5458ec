package ffrtmp.http.problem;

import ffrtmp.protocol.Refusal;
import java.util.EnumMap;
import java.util.Map;

/** The one table from refusals to HTTP statuses. */
public final class Refusals {
  private static final Map<Refusal, Integer> STATUS = new EnumMap<>(Refusal.class);

  static {
    STATUS.put(Refusal.UNKNOWN_JOB, 404);
    STATUS.put(Refusal.UNKNOWN_NODE, 404);
    STATUS.put(Refusal.WRONG_PHASE, 400);
    STATUS.put(Refusal.STALE_ATTEMPT, 409);
    STATUS.put(Refusal.STALE_EPOCH, 409);
    STATUS.put(Refusal.NOT_YOURS, 403);
    STATUS.put(Refusal.KEY_REUSED, 422);
    STATUS.put(Refusal.NODE_BUSY, 400);
    STATUS.put(Refusal.UNSUPPORTED, 400);
    STATUS.put(Refusal.UNAVAILABLE, 503);
  }

  private Refusals() {}

  public static Problem problem(Refusal refusal, String detail) {
    Problem problem = Problem.of(STATUS.getOrDefault(refusal, 500), detail);
    return refusal == Refusal.UNAVAILABLE ? problem.withHeader("Retry-After", "1") : problem;
  }

  /** As above, for a change of a job: there a wrong phase is a conflict. */
  public static Problem conflict(Refusal refusal, String detail) {
    return refusal == Refusal.WRONG_PHASE ? Problem.of(409, detail) : problem(refusal, detail);
  }
}
