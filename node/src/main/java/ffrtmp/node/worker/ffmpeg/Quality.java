package ffrtmp.node.worker.ffmpeg;

import ffrtmp.node.worker.media.MediaSource;
import ffrtmp.node.worker.media.Refused;
import ffrtmp.protocol.job.TranscodeParameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How close an output is to its input, by a run of ffmpeg that compares them frame by frame; the
 * input is scaled to the output's size and rate. Of a ladder the first rung is measured.
 *
 * @param psnrDb absent when not measured, and when the pictures are the same
 * @param ssim 0 to 1
 * @param vmaf 0 to 100
 */
record Quality(@Nullable Double psnrDb, @Nullable Double ssim, @Nullable Double vmaf) {
  static final Quality NONE = new Quality(null, null, null);

  private static final Pattern PSNR = Pattern.compile("PSNR .*average:([0-9.]+|inf)");
  private static final Pattern SSIM = Pattern.compile("SSIM .*All:([0-9.]+)");
  private static final Pattern VMAF = Pattern.compile("VMAF score: ([0-9.]+)");

  /** The arguments of the run that compares. */
  static List<String> arguments(
      TranscodeParameters p, MediaSource source, Path output, @Nullable Path vmafModel)
      throws Refused {
    List<String> words = new ArrayList<>(FfmpegArguments.preamble());
    words.addAll(List.of("-i", "file:" + output));
    words.addAll(FfmpegArguments.input(source, p, false));
    int ways = vmafModel == null ? 2 : 3;
    StringBuilder graph = new StringBuilder("[0:v:0]" + aligned(ways, "o") + ";[1:v:0]");
    String size = Rung.of(p).get(0).resolution();
    if (size != null) graph.append(FfmpegArguments.size(size).filter() + ",");
    if (p.fps() != null) graph.append("fps=" + FfmpegArguments.number(p.fps()) + ",");
    graph.append(aligned(ways, "r")).append(";[o0][r0]psnr[q0];[o1][r1]ssim[q1]");
    if (vmafModel != null) graph.append(";[o2][r2]libvmaf=" + model(vmafModel) + "[q2]");
    words.addAll(List.of("-filter_complex", graph.toString()));
    for (int i = 0; i < ways; i++) words.addAll(List.of("-map", "[q" + i + "]"));
    words.addAll(List.of("-f", "null", "-"));
    return words;
  }

  private static String aligned(int ways, String name) {
    StringBuilder chain =
        new StringBuilder("settb=AVTB,setpts=PTS-STARTPTS,format=yuv420p,split=" + ways);
    for (int i = 0; i < ways; i++) chain.append('[').append(name).append(i).append(']');
    return chain.toString();
  }

  /** Older versions of libvmaf read pickled models, and call the option by another name. */
  private static String model(Path model) {
    String path = model.toAbsolutePath().toString();
    return path.endsWith(".pkl")
        ? "model_path=" + escape(escape(path, "\\':"), "\\'[],;")
        : "model=" + escape(escape("path=" + escape(path, "\\':="), "\\':"), "\\'[],;");
  }

  private static String escape(String text, String special) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (special.indexOf(c) >= 0) escaped.append('\\');
      escaped.append(c);
    }
    return escaped.toString();
  }

  /** Reads the figures from the run's log. */
  static Quality parse(String log) {
    return new Quality(last(PSNR, log), last(SSIM, log), last(VMAF, log));
  }

  private static @Nullable Double last(Pattern pattern, String log) {
    Matcher matcher = pattern.matcher(log);
    String found = null;
    while (matcher.find()) found = matcher.group(1);
    return found == null || found.equals("inf") ? null : Double.valueOf(found);
  }
}
