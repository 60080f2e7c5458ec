package ffrtmp.protocol.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How far a running attempt has come. Kept in memory; only tenths become events.
 *
 * @param percent 0 to 100; absent when the length of the input is not known
 * @param outTimeSeconds seconds of media written
 * @param bitrateKbps kilobits (1000) per second of the output so far
 * @param etaSeconds seconds until the end at the present speed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Progress(
    @Nullable Double percent,
    @Nullable Long frame,
    @Nullable Double fps,
    @Nullable Double speed,
    @Nullable Double bitrateKbps,
    @Nullable Double outTimeSeconds,
    @Nullable Double etaSeconds) {}
