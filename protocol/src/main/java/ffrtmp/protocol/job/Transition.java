package ffrtmp.protocol.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One change of the state that a job shows. */
public record Transition(
    JobStatus from, JobStatus to, Instant timestamp, @Nullable String reason) {}
