package ffrtmp.protocol.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What to transcode and how, every member optional. Read and checked once, at the edge; a member
 * that is absent is decided by the scenario, or by the worker's defaults.
 *
 * @param input a path under a media root, or a URL of an allowed scheme; absent: a generated test
 *     picture with a sine tone of {@code duration}
 * @param output a path under a media root; absent: {@code out/ID.mp4} under the first
 * @param codec {@code h264}, {@code hevc}, {@code vp9}, {@code av1}, {@code copy}, or an encoder's
 *     own name
 * @param bitrate bits per second as ffmpeg writes it, {@code 2500k}; so maxrate, bufsize and
 *     audioBitrate
 * @param crf constant rate factor, 0 to 63
 * @param resolution {@code WIDTHxHEIGHT} or {@code 720p}
 * @param fps frames per second, 0 exclusive to 480
 * @param gop frames between key frames
 * @param duration seconds of input to encode
 * @param start seconds of input to skip
 * @param quality whether PSNR, SSIM and, where possible, VMAF of the output are measured
 * @param overwrite whether an output that exists is replaced
 * @param sleepMs engine noop: how long the job takes, milliseconds
 * @param fail engine noop: the failure reason to end with
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TranscodeParameters(
    @Nullable String input,
    @Nullable String output,
    @Nullable String codec,
    @Nullable String bitrate,
    @Nullable String maxrate,
    @Nullable String bufsize,
    @Nullable Integer crf,
    @Nullable String preset,
    @Nullable String tune,
    @Nullable String resolution,
    @Nullable Double fps,
    @Nullable Integer gop,
    @Nullable String pixFmt,
    @Nullable String audioCodec,
    @Nullable String audioBitrate,
    @Nullable Integer threads,
    @Nullable Double duration,
    @Nullable Double start,
    @Nullable String hwaccel,
    @Nullable OutputMode outputMode,
    @Nullable String rtmpUrl,
    @Nullable String streamKey,
    @Nullable List<Rendition> renditions,
    @Nullable Boolean quality,
    @Nullable Boolean overwrite,
    @Nullable Long sleepMs,
    @Nullable FailureReason fail) {
  private static final String MASK = "***";

  /** What stands before the last @ of a URL's authority. */
  private static final Pattern CREDENTIALS =
      Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*://)[^/?#]*@");

  /** No member set. */
  public static final TranscodeParameters NONE =
      new TranscodeParameters(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          null, null, null, null, null, null, null, null, null, null, null, null);

  /** The output mode, a file unless told otherwise. */
  public OutputMode mode() {
    return outputMode == null ? OutputMode.FILE : outputMode;
  }

  /**
   * The same without the stream's key and without credentials in URLs, for every eye but the
   * worker's. What else in a path might be secret is not guessed: a key belongs into {@code
   * streamKey}.
   */
  public TranscodeParameters masked() {
    return new TranscodeParameters(
        withoutCredentials(input),
        output,
        codec,
        bitrate,
        maxrate,
        bufsize,
        crf,
        preset,
        tune,
        resolution,
        fps,
        gop,
        pixFmt,
        audioCodec,
        audioBitrate,
        threads,
        duration,
        start,
        hwaccel,
        outputMode,
        withoutCredentials(rtmpUrl),
        streamKey == null ? null : MASK,
        renditions,
        quality,
        overwrite,
        sleepMs,
        fail);
  }

  /** What tells one job from another, its secrets masked: messages find their way into logs. */
  @Override
  public String toString() {
    return "TranscodeParameters[input=%s, output=%s, codec=%s, mode=%s, rtmpUrl=%s]"
        .formatted(withoutCredentials(input), output, codec, mode(), withoutCredentials(rtmpUrl));
  }

  private static @Nullable String withoutCredentials(@Nullable String place) {
    return place == null ? null : CREDENTIALS.matcher(place).replaceFirst("$1" + MASK + "@");
  }
}
