package ffrtmp.node.worker.ffmpeg;

import ffrtmp.node.worker.Assignment;
import ffrtmp.node.worker.Ending;
import ffrtmp.node.worker.Observer;
import ffrtmp.node.worker.attempt.Stage;
import ffrtmp.node.worker.attempt.Work;
import ffrtmp.node.worker.hardware.EnergyMeter;
import ffrtmp.node.worker.media.AttemptOutput;
import ffrtmp.node.worker.media.MediaRoots;
import ffrtmp.node.worker.media.MediaSource;
import ffrtmp.node.worker.media.Move;
import ffrtmp.node.worker.media.OutputPlanner;
import ffrtmp.node.worker.media.Refused;
import ffrtmp.node.worker.process.Watch;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.OutputMode;
import ffrtmp.protocol.job.TranscodeParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** One attempt with ffmpeg, from the first check to the finished file. */
public final class FfmpegWork implements Work {
  private final FfmpegTools tools;
  private final Assignment assignment;
  private final TranscodeParameters parameters;
  private final FfmpegLog ffmpegLog;
  private final Discretion discretion;
  private final ProgressFeed progress;
  private final EnergyMeter energy = EnergyMeter.begin();

  public FfmpegWork(FfmpegTools tools, Assignment assignment, Observer observer) {
    this.tools = tools;
    this.assignment = assignment;
    this.parameters = Scenario.applied(assignment.spec());
    Secrets secrets = new Secrets(parameters);
    this.ffmpegLog = new FfmpegLog(secrets);
    this.discretion = new Discretion(secrets);
    this.progress =
        new ProgressFeed(
            parameters,
            ffmpegLog,
            observer,
            tools.shared().settings().progressEvery(),
            tools.shared().nanoTime());
  }

  /** Whether this node's ffmpeg has an encoder for the job; the rest it can do by its nature. */
  public static boolean suits(FfmpegTools tools, JobSpec spec) {
    try {
      Encoder.choose(Scenario.applied(spec).codec(), tools.encoders());
      return true;
    } catch (Refused noEncoder) {
      return false;
    }
  }

  @Override
  public String log() {
    return ffmpegLog.text();
  }

  @Override
  public Ending perform(Stage stage) throws IOException, InterruptedException, Refused {
    MediaRoots roots = tools.shared().roots();
    MediaSource source = roots.source(parameters.input());
    List<Move> moves =
        new OutputPlanner(roots).plan(assignment.job(), assignment.attempt(), parameters);
    List<String> arguments =
        FfmpegCommand.build(
            parameters,
            source,
            moves.stream().map(Move::from).toList(),
            tools.encoders(),
            hasSound(stage, source));
    boolean overwrite = Boolean.TRUE.equals(parameters.overwrite());
    return stage.write(moves, overwrite, output -> encode(stage, source, output, arguments));
  }

  /** Asks ffmpeg itself, by a run that only opens the input; needed by an HLS ladder alone. */
  private boolean hasSound(Stage stage, MediaSource source)
      throws IOException, InterruptedException, Refused {
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
    stage.run(command(words), workDir(), listener);
    return sound.get();
  }

  private Ending encode(
      Stage stage, MediaSource source, AttemptOutput output, List<String> arguments)
      throws IOException, InterruptedException, Refused {
    if (stage.toldToEnd().isPresent()) return stage.toldToEnd().get();
    Path folder = folder(output.manifest().moves());
    Watch.Exit exit = stage.run(command(arguments), folder, listener(stage, output));
    if (!exit.success()) return stage.unfinished(exit, ffmpegLog.text(), this::failure);
    Double joules = energy.joules().isPresent() ? energy.joules().getAsDouble() : null;
    double wall = stage.runningSeconds();
    output.secure();
    Quality quality = quality(stage, source, output);
    if (stage.toldToEnd().isPresent()) return stage.toldToEnd().get();
    Measured measured = new Measured(exit, wall, joules, quality, source.bytes());
    return new Ending.Succeeded(
        Results.of(measured, output, progress, ffmpegLog), ffmpegLog.text(), output);
  }

  /** Not to have measured does not undo an output that is good. */
  private Quality quality(Stage stage, MediaSource source, AttemptOutput output)
      throws IOException, InterruptedException, Refused {
    boolean wanted =
        Boolean.TRUE.equals(parameters.quality()) && parameters.mode() == OutputMode.FILE;
    if (!wanted) return Quality.NONE;
    Path first = output.manifest().moves().get(0).from();
    Path model = tools.vmaf() ? tools.shared().settings().vmafModel() : null;
    FfmpegLog log = new FfmpegLog(new Secrets(parameters));
    ProgressParser parser = new ProgressParser();
    Watch.Listener listener =
        new Watch.Listener(
            process -> stage.note(output, process),
            line -> parsed(parser, line),
            log::line,
            () -> mark(parser),
            () -> {});
    List<String> words = command(Quality.arguments(parameters, source, first, model));
    Watch.Exit exit = stage.run(words, workDir(), listener);
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

  private Path workDir() {
    return tools.shared().settings().workDir();
  }

  private Path folder(List<Move> moves) throws IOException {
    boolean inside = parameters.mode() == OutputMode.HLS || parameters.mode() == OutputMode.DASH;
    return inside ? Files.createDirectories(moves.get(0).from()) : workDir();
  }

  private List<String> command(List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(tools.ffmpeg().toString()));
    words.addAll(arguments);
    return words;
  }

  private Watch.Listener listener(Stage stage, AttemptOutput output) {
    return new Watch.Listener(
        process -> {
          discretion.begun(process);
          stage.begun(output, process);
        },
        progress::line,
        ffmpegLog::line,
        progress::mark,
        this::tick);
  }

  private void tick() {
    if (ffmpegLog.aboutOutput()) discretion.opened();
    progress.tick();
    energy.sample();
  }

  private Ending.Failed failure(Watch.Exit exit) {
    String text = ffmpegLog.text();
    return new Ending.Failed(
        FailureText.reason(exit.status(), text), FailureText.error(exit.status(), text), text);
  }
}
