package ffrtmp.node.worker.hardware;

import ffrtmp.node.worker.WorkerSettings;
import ffrtmp.node.worker.process.Spawner;
import ffrtmp.protocol.node.NodeFacts;
import ffrtmp.protocol.node.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What this machine has.
 *
 * @param encoders video encoders that really encoded frames here
 * @param vmaf whether this ffmpeg can measure VMAF
 * @param gstEncoders elements of GStreamer that really encoded here; none without a video encoder
 */
public record Hardware(
    NodeFacts facts, Set<String> encoders, boolean vmaf, Set<String> gstEncoders) {
  public Hardware {
    encoders = Set.copyOf(encoders);
    gstEncoders = Set.copyOf(gstEncoders);
  }

  /**
   * Looks and tries. Blocks, for seconds when this ffmpeg or GStreamer has not been tried here
   * before.
   *
   * @throws IOException when the settings' ffmpeg cannot be started
   */
  public static Hardware look(WorkerSettings settings) throws IOException {
    Set<String> encoders = Set.of();
    @Nullable String version = null;
    boolean vmaf = false;
    if (settings.ffmpeg() != null) {
      FfmpegFacts ffmpeg = FfmpegFacts.of(settings.ffmpeg(), settings.workDir());
      encoders = ffmpeg.encoders();
      version = ffmpeg.version();
      vmaf = ffmpeg.vmaf();
    }
    GstFacts gst =
        settings.gstLaunch() == null
            ? GstFacts.NONE
            : GstFacts.of(settings.gstLaunch(), settings.workDir());
    if (!gst.usable()) gst = GstFacts.NONE;
    Gpus gpus = Gpus.look();
    List<String> onGpu = encoders.stream().filter(Codecs::onGpu).sorted().toList();
    NodeFacts facts =
        new NodeFacts(
            settings.name(),
            settings.address(),
            Machine.type(),
            Machine.cpuThreads(),
            Machine.cpuModel(),
            Machine.ramBytes(),
            gpus.count(),
            gpus.model(),
            onGpu,
            capabilities(settings, encoders, gst),
            settings.labels(),
            settings.slots(),
            version,
            Transport.CLUSTER);
    return new Hardware(facts, encoders, vmaf, gst.encoders());
  }

  private static Set<String> capabilities(
      WorkerSettings settings, Set<String> encoders, GstFacts gst) {
    Set<String> all = new TreeSet<>(new ArrayList<>(encoders));
    encoders.forEach(encoder -> Codecs.of(encoder).ifPresent(all::add));
    if (settings.ffmpeg() != null) all.add("ffmpeg");
    all.addAll(gst.encoders());
    gst.encoders().forEach(element -> GstFacts.codec(element).ifPresent(all::add));
    if (gst.usable()) all.add("gstreamer");
    if (settings.noop()) all.add("noop");
    if (Spawner.jvm().groups()) all.add("pause");
    if (Spawner.jvm().deathSignal()) all.add("dies-with-worker");
    return all;
  }
}
