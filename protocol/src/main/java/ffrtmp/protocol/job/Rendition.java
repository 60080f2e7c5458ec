package ffrtmp.protocol.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One rung of a ladder that a single run encodes.
 *
 * @param resolution {@code WIDTHxHEIGHT} or {@code 720p}
 * @param bitrate bits per second as ffmpeg writes it ({@code 2500k}); absent: the job's crf or the
 *     encoder's default
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Rendition(
    String resolution,
    @Nullable String bitrate,
    @Nullable String maxrate,
    @Nullable String bufsize,
    @Nullable Integer crf,
    @Nullable String audioBitrate) {}
