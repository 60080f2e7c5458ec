package ffrtmp.http.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.JobView;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the platform did its part for a job that has ended. What a request, its input or a
 * network brought about is not the platform's fault.
 */
final class PlatformSla {
  private static final Set<FailureReason> FOREIGN =
      EnumSet.of(
          FailureReason.USER_ERROR,
          FailureReason.INPUT_ERROR,
          FailureReason.NETWORK_ERROR,
          FailureReason.CAPABILITY_MISMATCH);

  private PlatformSla() {}

  /** Nothing is said of a job that goes on. */
  static void put(ObjectNode json, JobView job) {
    if (!job.status().terminal()) return;
    FailureReason reason = job.failureReason();
    boolean blamed =
        job.status() == JobStatus.FAILED && reason != null && !FOREIGN.contains(reason);
    json.put("platform_sla_compliant", !blamed);
    json.put("platform_sla_reason", why(job.status(), reason));
  }

  private static String why(JobStatus status, @Nullable FailureReason reason) {
    if (status == JobStatus.COMPLETED) return "completed";
    if (status == JobStatus.CANCELED) return "canceled on request";
    return reason == null ? "failed" : "failed: " + Json.tree(reason).asText();
  }
}
