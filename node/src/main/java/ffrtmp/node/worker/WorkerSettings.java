package ffrtmp.node.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the operator decided about a worker.
 *
 * @param name the node's name, unique on its address
 * @param address the host's name
 * @param slots attempts at the same time, at least 1
 * @param mediaRoots folders under which inputs and outputs may lie, at least one; the first takes
 *     outputs without a name
 * @param workDir the worker's own folder: manifests and the cached hardware facts
 * @param ffmpeg the program; absent where none was found and none is needed
 * @param gstLaunch gst-launch-1.0; absent where there is none, or none is wanted
 * @param vmafModel a VMAF model's file; absent: VMAF is not measured unless ffmpeg has a model
 * @param urlSchemes schemes that an input's URL may have, in lower case
 * @param noop whether engine {@code noop} may be named
 * @param stall how long an attempt may go without advancing
 * @param stopGrace how long processes may take to end before they are killed
 * @param progressEvery the shortest time between two reports of progress
 */
public record WorkerSettings(
    String name,
    String address,
    int slots,
    List<Path> mediaRoots,
    Path workDir,
    @Nullable Path ffmpeg,
    @Nullable Path gstLaunch,
    @Nullable Path vmafModel,
    Set<String> urlSchemes,
    Map<String, String> labels,
    boolean noop,
    Duration stall,
    Duration stopGrace,
    Duration progressEvery) {
  public static final Duration DEFAULT_STALL = Duration.ofSeconds(60);
  public static final Duration DEFAULT_STOP_GRACE = Duration.ofSeconds(5);
  public static final Duration DEFAULT_PROGRESS_EVERY = Duration.ofMillis(500);

  public WorkerSettings {
    if (slots < 1) throw new IllegalArgumentException("a worker needs at least one slot");
    if (mediaRoots.isEmpty()) throw new IllegalArgumentException("a worker needs a media root");
    mediaRoots = List.copyOf(mediaRoots);
    urlSchemes = Set.copyOf(urlSchemes);
    labels = Map.copyOf(labels);
  }

  /** A worker with the default times. */
  public static WorkerSettings create(
      String name,
      String address,
      int slots,
      List<Path> mediaRoots,
      Path workDir,
      @Nullable Path ffmpeg) {
    return new WorkerSettings(
        name,
        address,
        slots,
        mediaRoots,
        workDir,
        ffmpeg,
        null,
        null,
        Set.of(),
        Map.of(),
        false,
        DEFAULT_STALL,
        DEFAULT_STOP_GRACE,
        DEFAULT_PROGRESS_EVERY);
  }
}
