package ffrtmp.node.worker;

import akka.actor.typed.Behavior;
import ffrtmp.node.worker.attempt.AttemptRunner;
import ffrtmp.node.worker.attempt.Shared;
import ffrtmp.node.worker.ffmpeg.FfmpegTools;
import ffrtmp.node.worker.ffmpeg.FfmpegWork;
import ffrtmp.node.worker.gstreamer.GstTools;
import ffrtmp.node.worker.gstreamer.GstWork;
import ffrtmp.node.worker.hardware.GpuLoad;
import ffrtmp.node.worker.hardware.Hardware;
import ffrtmp.node.worker.hardware.LinkUse;
import ffrtmp.node.worker.media.Manifests;
import ffrtmp.node.worker.media.MediaRoots;
import ffrtmp.node.worker.process.Spawner;
import ffrtmp.protocol.job.Engine;
import ffrtmp.protocol.node.NodeFacts;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.Vitals;
import ffrtmp.protocol.port.Readings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a worker finds and makes before it presents itself: its folders, its hardware, its engines.
 * One for each process.
 */
public final class Workshop {
  private static final Logger log = LoggerFactory.getLogger(Workshop.class);

  private final NodeFacts facts;
  private final Runners runners;
  private final Manifests manifests;
  private final ScheduledExecutorService timer;
  private final WorkerMeters meters;

  private Workshop(
      NodeFacts facts,
      Runners runners,
      Manifests manifests,
      ScheduledExecutorService timer,
      WorkerMeters meters) {
    this.facts = facts;
    this.runners = runners;
    this.manifests = manifests;
    this.timer = timer;
    this.meters = meters;
  }

  /**
   * Opens the folders, ends what a former life left running, and looks at the machine. Blocks, for
   * seconds when this ffmpeg has not been tried here before.
   *
   * @throws IOException when a folder cannot be made, another worker has the same, or ffmpeg cannot
   *     be started
   */
  public static Workshop open(WorkerSettings settings) throws IOException {
    Files.createDirectories(settings.workDir());
    WorkDir.lock(settings.workDir());
    MediaRoots roots = MediaRoots.open(settings.mediaRoots(), settings.urlSchemes());
    Manifests manifests = Manifests.open(settings.workDir());
    Reaper.killOrphans(manifests);
    sayWhatIsMissing(Spawner.jvm());
    Hardware hardware = Hardware.look(settings);
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(daemon("worker-timer"));
    ExecutorService io = Executors.newFixedThreadPool(2, daemon("worker-io"));
    Map<Engine, Runner> engines = new EnumMap<>(Engine.class);
    if (settings.noop()) engines.put(Engine.NOOP, new NoopRunner(timer));
    Shared shared = new Shared(roots, manifests, settings, System::nanoTime);
    if (settings.ffmpeg() != null) {
      engines.put(Engine.FFMPEG, ffmpeg(settings.ffmpeg(), hardware, shared));
    }
    if (settings.gstLaunch() != null && !hardware.gstEncoders().isEmpty()) {
      engines.put(Engine.GSTREAMER, gstreamer(settings.gstLaunch(), hardware, shared));
    }
    NodeFacts facts = hardware.facts();
    WorkerMeters meters =
        new WorkerMeters(NodeId.of(facts.address(), facts.name()), hardware.encoders());
    return new Workshop(facts, new Runners(engines, io), manifests, timer, meters);
  }

  private static void sayWhatIsMissing(Spawner spawner) {
    if (!spawner.groups()) log.warn("there is no setsid: signals reach no children of programs");
    if (!spawner.deathSignal()) {
      log.warn("there is no setpriv: programs outlive a killed worker until it starts again");
    }
  }

  private static Runner ffmpeg(Path program, Hardware hardware, Shared shared) {
    FfmpegTools tools = new FfmpegTools(program, hardware.encoders(), hardware.vmaf(), shared);
    return new AttemptRunner(
        shared,
        (assignment, observer) -> new FfmpegWork(tools, assignment, observer),
        spec -> FfmpegWork.suits(tools, spec));
  }

  private static Runner gstreamer(Path program, Hardware hardware, Shared shared) {
    GstTools tools = new GstTools(program, hardware.gstEncoders(), shared);
    return new AttemptRunner(
        shared,
        (assignment, observer) -> new GstWork(tools, assignment, observer),
        spec -> GstWork.suits(tools, spec));
  }

  /** What the node declares of itself. */
  public NodeFacts facts() {
    return facts;
  }

  /**
   * What the machine is, and how it does whenever that is asked for.
   *
   * @param nanos a monotonic clock, read now for the beginning
   */
  public Readings readings(Supplier<Vitals> vitals, LongSupplier nanos) {
    var machine =
        new WorkerReadings.Machine(vitals, new LinkUse(Path.of("/"), nanos), GpuLoad::look);
    return new WorkerReadings(meters.node().toString(), facts, machine, nanos);
  }

  /** What the worker counts. */
  public WorkerMeters meters() {
    return meters;
  }

  /**
   * The worker's actor. It is addressed by {@code WorkerCommand}s at the reference that {@link
   * WorkerActor.Introduce} answers with.
   */
  public Behavior<WorkerActor.Message> worker(JobPort jobs, Fates fates) {
    return WorkerActor.create(
        new Room(facts), runners, jobs, new Reaper(manifests, fates, timer), meters);
  }

  private static ThreadFactory daemon(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
