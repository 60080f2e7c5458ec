package ffrtmp.persistence.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event in the life of a job or a node.
 *
 * @param number within the entity, from 1
 * @param elapsedMillis since the event before; 0 for the first
 * @param event as it is stored: {@code job-dispatched}
 * @param from what the entity showed before; absent: it did not exist
 * @param to what it showed after
 * @param attempt the one that was held, or that the event speaks of
 * @param node the name of the node that held it
 * @param who brought it about
 * @param request by which request; absent: by none from outside
 * @param reason as the event tells it
 * @param chain whether its link follows from the one before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Step(
    long number,
    Instant at,
    long elapsedMillis,
    String event,
    @Nullable String from,
    String to,
    @Nullable Integer attempt,
    @Nullable String node,
    String who,
    @Nullable String request,
    @Nullable String reason,
    ChainVerdict chain) {}
