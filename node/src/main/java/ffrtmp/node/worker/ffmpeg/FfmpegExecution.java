package ffrtmp.node.worker.ffmpeg;

import ffrtmp.node.worker.Assignment;
import ffrtmp.node.worker.Ending;
import ffrtmp.node.worker.Execution;
import ffrtmp.node.worker.Observer;
import ffrtmp.node.worker.hardware.EnergyMeter;
import ffrtmp.node.worker.media.AttemptOutput;
import ffrtmp.node.worker.media.Manifest;
import ffrtmp.node.worker.media.MediaSource;
import ffrtmp.node.worker.media.Move;
import ffrtmp.node.worker.media.OutputPlanner;
import ffrtmp.node.worker.media.Refused;
import ffrtmp.node.worker.process.Orders;
import ffrtmp.node.worker.process.ProcStat;
import ffrtmp.node.worker.process.Stopwatch;
import ffrtmp.node.worker.process.Watch;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.OutputMode;
import ffrtmp.protocol.job.TranscodeParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt with ffmpeg, on a thread of its own, from the first check to the finished file. */
final class FfmpegExecution implements Execution, Runnable {
  private static final Logger log = LoggerFactory.getLogger(FfmpegExecution.class);

  private final FfmpegTools tools;
  private final Assignment assignment;
  private final Observer observer;
  private final TranscodeParameters parameters;
  private final Orders orders = new Orders();
  private final Stopwatch running;
  private final FfmpegLog ffmpegLog;
  private final ProgressFeed progress;
  private final EnergyMeter energy = EnergyMeter.begin();

  FfmpegExecution(FfmpegTools tools, Assignment assignment, Observer observer) {
    this.tools = tools;
    this.assignment = assignment;
    this.observer = observer;
    this.parameters = withScenario(assignment.spec());
    this.running = new Stopwatch(tools.nanoTime());
    this.ffmpegLog = new FfmpegLog(new Secrets(parameters));
    this.progress =
        new ProgressFeed(
            parameters, ffmpegLog, observer, tools.settings().progressEvery(), tools.nanoTime());
  }

  private static TranscodeParameters withScenario(JobSpec spec) {
    TranscodeParameters given = spec.parameters();
    if (spec.scenario() == null) return given;
    return Scenario.parse(spec.scenario()).map(s -> s.fill(given)).orElse(given);
  }

  @Override
  public void pause() {
    orders.pause(true);
  }

  @Override
  public void resume() {
    orders.pause(false);
  }

  @Override
  public void stop(String why) {
    orders.stop(why);
  }

  @Override
  public void kill(String why) {
    orders.kill(why);
  }

  @Override
  public String log() {
    return ffmpegLog.text();
  }

  @Override
  public void run() {
    observer.ended(attempt());
  }

  private Ending attempt() {
    try {
      MediaSource source = tools.roots().source(parameters.input());
      List<Move> moves =
          new OutputPlanner(tools.roots()).plan(assignment.job(), assignment.attempt(), parameters);
      List<String> arguments =
          FfmpegCommand.build(
              parameters,
              source,
              moves.stream().map(Move::from).toList(),
              tools.encoders(),
              hasSound(source));
      return write(source, moves, arguments);
    } catch (Refused e) {
      return new Ending.Failed(e.reason(), e.error(), null);
    } catch (IOException e) {
      return broken("the worker could not do its part: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Ending.Stopped("the worker ends");
    } catch (RuntimeException e) {
      return broken("the worker has a defect", e);
    }
  }

  /** Asks ffmpeg itself, by a run that only opens the input; needed by an HLS ladder alone. */
  private boolean hasSound(MediaSource source) throws IOException, InterruptedException, Refused {
    boolean asked = parameters.mode() == OutputMode.HLS && Rung.of(parameters).size() > 1;
    if (!asked || source instanceof MediaSource.Generated) return true;
    List<String> words = new ArrayList<>(List.of("-nostdin", "-hide_banner"));
    words.addAll(FfmpegArguments.input(source, parameters, false));
    AtomicBoolean sound = new AtomicBoolean();
    Watch.Listener listener =
        new Watch.Listener(
            process -> {},
            line -> {},
            line -> {
              if (line.contains(" Audio: ")) sound.set(true);
            },
            () -> 0,
            () -> {});
    new Watch(orders, limits(), running, tools.nanoTime())
        .run(command(words), tools.settings().workDir(), listener);
    return sound.get();
  }

  private Ending broken(String error, Exception e) {
    log.error("job {} attempt {} broke", assignment.job(), assignment.attempt(), e);
    return new Ending.Failed(FailureReason.PLATFORM_ERROR, error, ffmpegLog.text());
  }

  private Ending write(MediaSource source, List<Move> moves, List<String> arguments)
      throws IOException, InterruptedException, Refused {
    boolean overwrite = Boolean.TRUE.equals(parameters.overwrite());
    AttemptOutput output =
        AttemptOutput.begin(
            tools.manifests(),
            new Manifest(assignment.job(), assignment.attempt(), moves, overwrite, null, null));
    boolean kept = false;
    try {
      Ending ending = encode(source, output, arguments);
      kept = ending instanceof Ending.Succeeded;
      return ending;
    } finally {
      if (!kept) output.discard();
    }
  }

  private Ending encode(MediaSource source, AttemptOutput output, List<String> arguments)
      throws IOException, InterruptedException, Refused {
    if (orders.ending().isPresent()) return new Ending.Stopped(orders.ending().get());
    Path folder = folder(output.manifest().moves());
    Watch.Exit exit =
        new Watch(orders, limits(), running, tools.nanoTime())
            .run(command(arguments), folder, listener(output));
    if (!exit.success()) return unfinished(exit);
    Double joules = energy.joules().isPresent() ? energy.joules().getAsDouble() : null;
    double wall = running.elapsed().toNanos() / 1e9;
    output.secure();
    Quality quality = quality(source, output);
    if (orders.ending().isPresent()) return new Ending.Stopped(orders.ending().get());
    Measured measured = new Measured(exit, wall, joules, quality, inputBytes(source));
    return new Ending.Succeeded(
        Results.of(measured, output, progress, ffmpegLog), ffmpegLog.text(), output);
  }

  /** Not to have measured does not undo an output that is good. */
  private Quality quality(MediaSource source, AttemptOutput output)
      throws IOException, InterruptedException, Refused {
    boolean wanted =
        Boolean.TRUE.equals(parameters.quality()) && parameters.mode() == OutputMode.FILE;
    if (!wanted) return Quality.NONE;
    Path first = output.manifest().moves().get(0).from();
    Path model = tools.vmaf() ? tools.settings().vmafModel() : null;
    FfmpegLog log = new FfmpegLog(new Secrets(parameters));
    ProgressParser parser = new ProgressParser();
    Watch.Listener listener =
        new Watch.Listener(
            process -> note(output, process),
            line -> parsed(parser, line),
            log::line,
            () -> mark(parser),
            () -> {});
    Watch.Exit exit =
        new Watch(orders, limits(), running, tools.nanoTime())
            .run(
                command(Quality.arguments(parameters, source, first, model)),
                tools.settings().workDir(),
                listener);
    if (exit.success()) return Quality.parse(log.text());
    ffmpegLog.line("[quality was not measured: " + exit.end() + ", status " + exit.status() + "]");
    return Quality.NONE;
  }

  private static void parsed(ProgressParser parser, String line) {
    synchronized (parser) {
      parser.line(line);
    }
  }

  private static double mark(ProgressParser parser) {
    synchronized (parser) {
      return parser.mark();
    }
  }

  private static @Nullable Long inputBytes(MediaSource source) throws IOException {
    return source instanceof MediaSource.LocalFile file
        ? Long.valueOf(Files.size(file.path()))
        : null;
  }

  private Path folder(List<Move> moves) throws IOException {
    boolean inside = parameters.mode() == OutputMode.HLS || parameters.mode() == OutputMode.DASH;
    if (!inside) return tools.settings().workDir();
    return Files.createDirectories(moves.get(0).from());
  }

  private List<String> command(List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(tools.ffmpeg().toString()));
    words.addAll(arguments);
    return words;
  }

  private Watch.Limits limits() {
    return new Watch.Limits(
        tools.settings().stall(), assignment.spec().timeout(), tools.settings().stopGrace());
  }

  private Watch.Listener listener(AttemptOutput output) {
    return new Watch.Listener(
        process -> begun(output, process),
        progress::line,
        ffmpegLog::line,
        progress::mark,
        this::tick);
  }

  private void tick() {
    progress.tick();
    energy.sample();
  }

  private void begun(AttemptOutput output, Process process) {
    note(output, process);
    observer.started();
  }

  private void note(AttemptOutput output, Process process) {
    Long started = ProcStat.of(process.pid()).map(ProcStat::startTicks).orElse(null);
    try {
      output.writtenBy(output.manifest().with(process.pid(), started));
    } catch (IOException e) {
      orders.kill("the worker could not note its process: " + e.getMessage());
    }
  }

  private Ending unfinished(Watch.Exit exit) {
    String text = ffmpegLog.text();
    return switch (exit.end()) {
      case STOPPED, KILLED -> new Ending.Stopped(orders.ending().orElse("told to stop"));
      case STALLED ->
          new Ending.Failed(
              FailureReason.TIMEOUT,
              "no progress for " + tools.settings().stall().toSeconds() + " s",
              text);
      case TIMED_OUT ->
          new Ending.Failed(FailureReason.TIMEOUT, "ran longer than its timeout", text);
      case EXITED ->
          new Ending.Failed(
              FailureText.reason(exit.status(), text),
              FailureText.error(exit.status(), text),
              text);
    };
  }
}
