package ffrtmp.node.worker.gstreamer;

import ffrtmp.node.worker.Assignment;
import ffrtmp.node.worker.Ending;
import ffrtmp.node.worker.Observer;
import ffrtmp.node.worker.attempt.Stage;
import ffrtmp.node.worker.attempt.Work;
import ffrtmp.node.worker.ffmpeg.Scenario;
import ffrtmp.node.worker.hardware.EnergyMeter;
import ffrtmp.node.worker.media.AttemptOutput;
import ffrtmp.node.worker.media.MediaRoots;
import ffrtmp.node.worker.media.MediaSource;
import ffrtmp.node.worker.media.Move;
import ffrtmp.node.worker.media.OutputPlanner;
import ffrtmp.node.worker.media.Refused;
import ffrtmp.node.worker.process.LogTail;
import ffrtmp.node.worker.process.Watch;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobResult;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.TranscodeParameters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One attempt with gst-launch, from the first check to the finished file. */
public final class GstWork implements Work {
  /** A sane file shows its streams in a moment. */
  private static final Duration LOOK = Duration.ofSeconds(10);

  private final GstTools tools;
  private final Assignment assignment;
  private final Observer observer;
  private final TranscodeParameters parameters;
  private final LogTail log = new LogTail();
  private final EnergyMeter energy = EnergyMeter.begin();

  public GstWork(GstTools tools, Assignment assignment, Observer observer) {
    this.tools = tools;
    this.assignment = assignment;
    this.observer = observer;
    this.parameters = Scenario.applied(assignment.spec());
  }

  /** Whether this node's GStreamer has an encoder for the job, and can do all that it wishes. */
  public static boolean suits(GstTools tools, JobSpec spec) {
    TranscodeParameters parameters = Scenario.applied(spec);
    try {
      GstEncoder.choose(parameters.codec(), tools.encoders());
      return GstWishes.unmet(parameters).isEmpty();
    } catch (Refused noEncoder) {
      return false;
    }
  }

  @Override
  public String log() {
    return log.text();
  }

  @Override
  public Ending perform(Stage stage) throws IOException, InterruptedException, Refused {
    GstWishes.check(parameters);
    MediaRoots roots = tools.shared().roots();
    MediaSource source = roots.source(parameters.input());
    Move move =
        new OutputPlanner(roots).plan(assignment.job(), assignment.attempt(), parameters).get(0);
    String demuxer = source instanceof MediaSource.LocalFile f ? Container.demuxer(f.path()) : "";
    Streams streams = streams(stage, source, demuxer);
    if (stage.toldToEnd().isPresent()) return stage.toldToEnd().get();
    List<String> words =
        new GstCommand(parameters, source, demuxer, streams, move.from(), tools.encoders()).words();
    boolean overwrite = Boolean.TRUE.equals(parameters.overwrite());
    return stage.write(List.of(move), overwrite, output -> encode(stage, source, output, words));
  }

  private Streams streams(Stage stage, MediaSource source, String demuxer)
      throws IOException, InterruptedException, Refused {
    if (!(source instanceof MediaSource.LocalFile file)) return Streams.NONE;
    Looked looked = new Looked();
    Watch.Listener listener =
        new Watch.Listener(process -> {}, looked::line, line -> {}, () -> 0, () -> {});
    List<String> look = command(GstCommand.look(file.path(), demuxer));
    Watch.Exit exit = stage.run(look, workDir(), listener, LOOK);
    boolean broken = exit.end() == Watch.End.EXITED && !exit.success();
    // gst-launch may hang on a broken file, after it has said that it is broken.
    if (broken || exit.end() == Watch.End.STALLED) {
      throw new Refused(
          FailureReason.INPUT_ERROR, "GStreamer cannot read " + file.path().getFileName());
    }
    return looked.streams();
  }

  private Ending encode(Stage stage, MediaSource source, AttemptOutput output, List<String> words)
      throws IOException, InterruptedException, Refused {
    GstProgress progress = progress(stage, source);
    Watch.Exit exit =
        stage.run(
            command(words),
            workDir(),
            new Watch.Listener(
                process -> stage.begun(output, process),
                line -> {
                  if (!progress.line(line)) log.add(line);
                },
                log::add,
                progress::mark,
                () -> {
                  progress.tick();
                  energy.sample();
                }));
    if (!exit.success()) return stage.unfinished(exit, log.text(), this::failure);
    double wall = stage.runningSeconds();
    output.secure();
    if (stage.toldToEnd().isPresent()) return stage.toldToEnd().get();
    return new Ending.Succeeded(result(exit, wall, source, output, progress), log.text(), output);
  }

  private GstProgress progress(Stage stage, MediaSource source) {
    boolean generated = source instanceof MediaSource.Generated;
    return new GstProgress(
        generated ? Double.valueOf(GstCommand.seconds(parameters)) : null,
        observer,
        tools.shared().settings().progressEvery(),
        stage::runningSeconds);
  }

  private JobResult result(
      Watch.Exit exit, double wall, MediaSource source, AttemptOutput output, GstProgress progress)
      throws IOException {
    @Nullable Double joules =
        energy.joules().isPresent() ? Double.valueOf(energy.joules().getAsDouble()) : null;
    @Nullable Long memory =
        exit.peakMemory().isPresent() ? Long.valueOf(exit.peakMemory().getAsLong()) : null;
    return new JobResult(
        null,
        null,
        joules,
        null,
        null,
        null,
        output.bytes(),
        source.bytes(),
        wall > 0 ? Double.valueOf(progress.frames() / wall) : null,
        wall > 0 ? Double.valueOf(progress.outTimeSeconds() / wall) : null,
        wall,
        exit.cpuSeconds(),
        memory,
        output.manifest().moves().get(0).to().toString(),
        Map.of(
            "frames", (double) progress.frames(), "out_time_seconds", progress.outTimeSeconds()));
  }

  private Ending.Failed failure(Watch.Exit exit) {
    String text = log.text();
    return new Ending.Failed(
        GstFailure.reason(exit.status(), text), GstFailure.error(exit.status(), text), text);
  }

  private Path workDir() {
    return tools.shared().settings().workDir();
  }

  private List<String> command(List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(tools.launch().toString()));
    words.addAll(arguments);
    return words;
  }

  /** What the looking program has said so far; fed by one thread, asked by another. */
  private static final class Looked {
    private Streams streams = Streams.NONE;

    synchronized void line(String line) {
      streams = streams.heard(line);
    }

    synchronized Streams streams() {
      return streams;
    }
  }
}
