package ffrtmp.protocol.port;

import org.jspecify.annotations.Nullable;

/**
 * What clients receive and send, in bytes per second.
 *
 * @param currentDownload over the last 10 s: requests that ended in them, and passthrough sessions
 *     that ended in them
 * @param currentUpload over the last 10 s: bytes received by sessions that ended in them
 * @param averageDownload of 7 days, over the seconds with traffic; absent without any
 * @param peakDownload the greatest second of 7 days; absent without any
 */
public record Traffic(
    double currentDownload,
    double currentUpload,
    @Nullable Double averageDownload,
    @Nullable Double peakDownload) {}
