package ffrtmp.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Who brought an event about, and by which request; every event keeps it for the audit.
 *
 * @param who the name of the key holder, {@code scheduler}, {@code worker:NAME}, or {@code
 *     anonymous}
 * @param request the request's id, as {@code X-Request-Id} had it; absent for internal causes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Cause(String who, @Nullable String request) {
  /** The scheduler decided it. */
  public static final Cause SCHEDULER = new Cause("scheduler", null);

  /** The worker on {@code node} reported it. */
  public static Cause worker(String node) {
    return new Cause("worker:" + node, null);
  }
}
