package ffrtmp.node.worker.media;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.OutputMode;
import ffrtmp.protocol.job.Rendition;
import ffrtmp.protocol.job.TranscodeParameters;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides where an attempt writes, and where that belongs once it counts. */
public final class OutputPlanner {
  /**
   * Containers that are one file. Others (playlists, image sequences) would have ffmpeg write files
   * that nobody planned.
   */
  private static final Set<String> CONTAINERS =
      Set.of(
          "mp4", "m4v", "mov", "mkv", "webm", "ts", "m2ts", "flv", "avi", "mxf", "ogg", "ogv",
          "nut", "ivf", "mka", "m4a", "mp3", "aac", "opus", "flac", "wav");

  private final MediaRoots roots;

  public OutputPlanner(MediaRoots roots) {
    this.roots = roots;
  }

  /**
   * Plans the moves of an attempt; none for {@code rtmp}. For {@code hls} and {@code dash} there is
   * one: a folder.
   *
   * @throws Refused user_error when the output is not allowed, or exists and may not be replaced
   */
  public List<Move> plan(JobId job, int attempt, TranscodeParameters parameters) throws Refused {
    OutputMode mode = parameters.mode();
    if (mode == OutputMode.RTMP) return List.of();
    boolean overwrite = Boolean.TRUE.equals(parameters.overwrite());
    String stem = ".ffrtmp-" + job + "-" + attempt;
    List<Move> moves = new ArrayList<>();
    if (mode == OutputMode.FILE) {
      String asked = parameters.output() == null ? "out/" + job + ".mp4" : parameters.output();
      Path target = roots.target(asked);
      String extension = extension(target);
      int rung = 0;
      for (Path to : rungs(target, extension, parameters.renditions())) {
        String name = stem + (rung++ == 0 ? "" : "-" + rung) + ".part." + extension;
        moves.add(new Move(to.resolveSibling(name), to));
      }
    } else {
      Path to = folder(job, parameters, mode);
      moves.add(new Move(to.resolveSibling(stem + ".part"), to));
    }
    for (Move move : moves) check(move.to(), overwrite, mode == OutputMode.FILE);
    return moves;
  }

  /** The playlist's or manifest's name inside the folder of {@code hls} or {@code dash}. */
  public static String playlist(TranscodeParameters parameters) {
    boolean dash = parameters.mode() == OutputMode.DASH;
    String output = parameters.output();
    if (output != null && output.endsWith(dash ? ".mpd" : ".m3u8")) {
      return String.valueOf(Path.of(output).getFileName());
    }
    return dash ? "manifest.mpd" : "index.m3u8";
  }

  private Path folder(JobId job, TranscodeParameters parameters, OutputMode mode) throws Refused {
    String output = parameters.output();
    if (output == null) return roots.target("out/" + job);
    if (!output.endsWith(mode == OutputMode.DASH ? ".mpd" : ".m3u8")) return roots.target(output);
    int slash = output.lastIndexOf('/');
    if (slash < 1) {
      throw Refused.userError("output must be a folder, or a playlist in one: " + output);
    }
    return roots.target(output.substring(0, slash));
  }

  private static List<Path> rungs(Path target, String extension, @Nullable List<Rendition> ladder) {
    if (ladder == null || ladder.isEmpty()) return List.of(target);
    String name = String.valueOf(target.getFileName());
    String stem = name.substring(0, name.length() - extension.length() - 1);
    List<Path> all = new ArrayList<>();
    for (int i = 0; i < ladder.size(); i++) {
      String rung = ladder.get(i).resolution() + (distinct(ladder, i) ? "" : "_" + (i + 1));
      all.add(target.resolveSibling(stem + "_" + rung + "." + extension));
    }
    return all;
  }

  private static boolean distinct(List<Rendition> ladder, int rung) {
    String resolution = ladder.get(rung).resolution();
    return ladder.stream().filter(r -> r.resolution().equals(resolution)).count() == 1;
  }

  private static String extension(Path target) throws Refused {
    String name = String.valueOf(target.getFileName());
    int dot = name.lastIndexOf('.');
    String extension = dot < 1 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    if (!CONTAINERS.contains(extension)) {
      throw Refused.userError("output's name must end in a container that is one file: " + name);
    }
    return extension;
  }

  private static void check(Path to, boolean overwrite, boolean file) throws Refused {
    if (!Files.exists(to, LinkOption.NOFOLLOW_LINKS)) return;
    if (!overwrite) throw Refused.userError("output exists, and overwrite is not set: " + to);
    boolean folder = Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS);
    if (folder == file) {
      throw Refused.userError("output exists and is " + (folder ? "a folder: " : "a file: ") + to);
    }
  }
}
