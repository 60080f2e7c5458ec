package ffrtmp.protocol.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job as it was accepted: checked, with defaults filled in, never changed but for its queue and
 * priority.
 *
 * @param tenantId whose job it is; absent before tenants are configured
 * @param scenario any name; one that the worker knows sets what the parameters leave open
 * @param confidence carried for the clients that send it
 * @param maxRetries attempts after the first, 0 or more
 * @param timeout how long one attempt may run; absent: as long as it advances
 * @param notBefore when the job may start at the earliest
 * @param ignoredParameters names of parameters that were accepted and have no effect
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobSpec(
    @Nullable String tenantId,
    @Nullable String scenario,
    @Nullable String confidence,
    Engine engine,
    @Nullable Classification classification,
    Queue queue,
    Priority priority,
    TranscodeParameters parameters,
    Requirements requirements,
    int maxRetries,
    @Nullable Duration timeout,
    @Nullable Instant notBefore,
    List<String> ignoredParameters) {
  public JobSpec {
    ignoredParameters = List.copyOf(ignoredParameters);
  }

  /** The same job under another rank. */
  public JobSpec ranked(Queue newQueue, Priority newPriority) {
    return new JobSpec(
        tenantId,
        scenario,
        confidence,
        engine,
        classification,
        newQueue,
        newPriority,
        parameters,
        requirements,
        maxRetries,
        timeout,
        notBefore,
        ignoredParameters);
  }
}
