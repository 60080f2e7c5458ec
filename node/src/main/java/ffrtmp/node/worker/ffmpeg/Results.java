package ffrtmp.node.worker.ffmpeg;

import ffrtmp.node.worker.media.AttemptOutput;
import ffrtmp.node.worker.media.Move;
import ffrtmp.protocol.job.JobResult;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts a job's result together; what is not known is left out. */
final class Results {
  private Results() {}

  static JobResult of(Measured measured, AttemptOutput output, ProgressFeed progress, FfmpegLog log)
      throws IOException {
    List<Move> moves = output.manifest().moves();
    Long frames = progress.frames();
    Double cpu = log.cpuSeconds().orElse(measured.exit().cpuSeconds());
    Quality quality = measured.quality();
    return new JobResult(
        Scores.qoe(quality),
        Scores.efficiency(frames, value(log.pixels()), cpu),
        measured.joules(),
        quality.vmaf(),
        quality.psnrDb(),
        quality.ssim(),
        moves.isEmpty() ? null : Long.valueOf(output.bytes()),
        measured.inputBytes(),
        rate(frames == null ? null : Double.valueOf(frames), measured.wallSeconds()),
        rate(progress.outTimeSeconds(), measured.wallSeconds()),
        measured.wallSeconds(),
        cpu,
        value(log.peakMemory().isPresent() ? log.peakMemory() : measured.exit().peakMemory()),
        moves.isEmpty() ? null : moves.get(0).to().toString(),
        metrics(moves, progress));
  }

  private static Map<String, Double> metrics(List<Move> moves, ProgressFeed progress)
      throws IOException {
    Map<String, Double> metrics = new TreeMap<>();
    if (progress.frames() != null) metrics.put("frames", Double.valueOf(progress.frames()));
    Long dropped = progress.dropped();
    if (dropped != null && dropped > 0) metrics.put("dropped_frames", (double) dropped);
    if (progress.outTimeSeconds() != null) {
      metrics.put("out_time_seconds", progress.outTimeSeconds());
    }
    if (moves.size() > 1) {
      for (int i = 0; i < moves.size(); i++) {
        metrics.put("rendition_" + (i + 1) + "_bytes", (double) Files.size(moves.get(i).from()));
      }
    }
    return metrics;
  }

  private static @Nullable Double rate(@Nullable Double amount, double seconds) {
    return amount == null || seconds <= 0 ? null : Double.valueOf(amount / seconds);
  }

  private static @Nullable Long value(OptionalLong optional) {
    return optional.isPresent() ? Long.valueOf(optional.getAsLong()) : null;
  }
}
