package ffrtmp.node.worker.ffmpeg;

import ffrtmp.node.worker.media.Refused;
import ffrtmp.protocol.job.TranscodeParameters;

/** The address of a live stream. */
final class Rtmp {
  private Rtmp() {}

  /**
   * The URL with its key.
   *
   * @throws Refused user_error when there is none, or it is of another scheme
   */
  static String address(TranscodeParameters p) throws Refused {
    String url = p.rtmpUrl();
    if (url == null) throw Refused.userError("output_mode rtmp needs rtmp_url");
    if (!url.startsWith("rtmp://") && !url.startsWith("rtmps://")) {
      throw Refused.userError("rtmp_url must begin with rtmp:// or rtmps://");
    }
    if (p.streamKey() == null) return url;
    return url + (url.endsWith("/") ? "" : "/") + p.streamKey();
  }
}
