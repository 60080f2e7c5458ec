package ffrtmp.node.worker.ffmpeg;

import ffrtmp.protocol.job.Rendition;
import ffrtmp.protocol.job.TranscodeParameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One encoding that a run makes: the job's own, or one of its ladder. */
record Rung(
    @Nullable String resolution,
    @Nullable String bitrate,
    @Nullable String maxrate,
    @Nullable String bufsize,
    @Nullable Integer crf,
    @Nullable String audioBitrate) {

  /** The rungs of a job: its ladder, or the one that its own parameters are. */
  static List<Rung> of(TranscodeParameters p) {
    Rung own =
        new Rung(p.resolution(), p.bitrate(), p.maxrate(), p.bufsize(), p.crf(), p.audioBitrate());
    if (p.renditions() == null || p.renditions().isEmpty()) return List.of(own);
    return p.renditions().stream().map(own::refined).toList();
  }

  private Rung refined(Rendition rendition) {
    return new Rung(
        rendition.resolution(),
        rendition.bitrate(),
        rendition.maxrate(),
        rendition.bufsize(),
        rendition.crf() == null && rendition.bitrate() == null ? crf : rendition.crf(),
        rendition.audioBitrate() == null ? audioBitrate : rendition.audioBitrate());
  }
}
