package ffrtmp.protocol.port;

import java.time.Instant;

/** The greatest speeds of an hour or a day that begins at {@code start}, in bytes per second. */
public record NetworkPeak(Instant start, double receive, double transmit) {}
