package ffrtmp.node.worker.ffmpeg;

import ffrtmp.node.worker.media.MediaSource;
import ffrtmp.node.worker.media.OutputPlanner;
import ffrtmp.node.worker.media.Refused;
import ffrtmp.protocol.job.OutputMode;
import ffrtmp.protocol.job.TranscodeParameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;

/**
 * One whole run of ffmpeg for a job: a file, a ladder of files, a stream. Pure.
 *
 * @param p the job's parameters, its scenario's defaults filled in
 * @param source the checked input
 * @param targets where each rung is written; for a folder mode the folder; none for rtmp
 * @param encoder the encoder chosen from those of this node
 * @param sound whether there is audio to encode; only an HLS ladder needs to know
 */
record FfmpegCommand(
    TranscodeParameters p, MediaSource source, List<Path> targets, Encoder encoder, boolean sound) {

  /**
   * @throws Refused when a parameter cannot be told to ffmpeg
   */
  static List<String> build(
      TranscodeParameters p,
      MediaSource source,
      List<Path> targets,
      Set<String> encoders,
      boolean sound)
      throws Refused {
    Encoder encoder = Encoder.choose(p.codec(), encoders);
    return new FfmpegCommand(p, source, targets, encoder, sound).words();
  }

  private List<String> words() throws Refused {
    boolean live = p.mode() == OutputMode.RTMP;
    List<Rung> rungs = Rung.of(p);
    List<String> words = new ArrayList<>(FfmpegArguments.preamble());
    words.addAll(encoder.global());
    words.addAll(FfmpegArguments.input(source, p, live));
    if (rungs.size() > 1) words.addAll(List.of("-filter_complex", ladder(rungs)));
    if (p.mode() == OutputMode.FILE) {
      for (int i = 0; i < rungs.size(); i++) {
        words.addAll(rung(rungs, i));
        words.addAll(file(targets.get(i)));
      }
      return words;
    }
    for (int i = 0; i < rungs.size(); i++) words.addAll(rung(rungs, i));
    words.addAll(live ? stream() : folder(rungs.size()));
    return words;
  }

  private List<String> rung(List<Rung> rungs, int index) throws Refused {
    Rung rung = rungs.get(index);
    boolean alone = rungs.size() == 1;
    List<String> words = new ArrayList<>();
    words.addAll(List.of("-map", alone ? "0:v:0?" : "[v" + index + "]"));
    words.addAll(List.of("-map", FfmpegArguments.audioMap(source)));
    String filters = alone ? filters(rung) : "";
    if (!filters.isEmpty()) words.addAll(List.of("-vf", filters));
    words.addAll(FfmpegArguments.video(encoder, p, rung));
    words.addAll(FfmpegArguments.audio(p, rung, webm()));
    return words;
  }

  private boolean webm() {
    return p.mode() == OutputMode.FILE && extension(targets.get(0)).equals("webm");
  }

  private String filters(Rung rung) throws Refused {
    List<String> filters = new ArrayList<>();
    boolean asGenerated =
        source instanceof MediaSource.Generated
            && rung.resolution() != null
            && rung.resolution().equals(p.resolution());
    if (rung.resolution() != null && !asGenerated && !encoder.copies()) {
      filters.add(FfmpegArguments.size(rung.resolution()).filter());
    }
    encoder.lastFilter().ifPresent(filters::add);
    return String.join(",", filters);
  }

  private String ladder(List<Rung> rungs) throws Refused {
    if (encoder.copies()) throw Refused.userError("renditions cannot be made by codec copy");
    StringBuilder graph = new StringBuilder("[0:v:0]split=" + rungs.size());
    for (int i = 0; i < rungs.size(); i++) graph.append("[s").append(i).append(']');
    for (int i = 0; i < rungs.size(); i++) {
      String filters = filters(rungs.get(i));
      String chain = filters.isEmpty() ? "null" : filters;
      graph.append(";[s").append(i).append(']').append(chain).append("[v").append(i).append(']');
    }
    return graph.toString();
  }

  private static List<String> file(Path target) {
    List<String> words = new ArrayList<>();
    if (Set.of("mp4", "m4v", "mov").contains(extension(target))) {
      words.addAll(List.of("-movflags", "+faststart"));
    }
    words.add("file:" + target);
    return words;
  }

  private static String extension(Path target) {
    String name = String.valueOf(target.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private List<String> stream() throws Refused {
    return List.of("-f", "flv", Rtmp.address(p));
  }

  /** Runs inside the folder, so that its name cannot be taken for a pattern. */
  private List<String> folder(int rungs) {
    String playlist = "./" + OutputPlanner.playlist(p);
    if (p.mode() == OutputMode.DASH) return List.of("-f", "dash", "-seg_duration", "4", playlist);
    List<String> words = new ArrayList<>(List.of("-f", "hls", "-hls_time", "6"));
    words.addAll(List.of("-hls_playlist_type", "vod"));
    if (rungs == 1) {
      words.addAll(List.of("-hls_segment_filename", "./segment_%05d.ts", playlist));
      return words;
    }
    words.addAll(List.of("-master_pl_name", OutputPlanner.playlist(p)));
    words.addAll(List.of("-var_stream_map", variants(rungs)));
    words.addAll(List.of("-hls_segment_filename", "./v%v_%05d.ts", "./v%v.m3u8"));
    return words;
  }

  private String variants(int rungs) {
    boolean heard = sound && !"none".equals(p.audioCodec());
    StringJoiner variants = new StringJoiner(" ");
    for (int i = 0; i < rungs; i++) variants.add("v:" + i + (heard ? ",a:" + i : ""));
    return variants.toString();
  }
}
