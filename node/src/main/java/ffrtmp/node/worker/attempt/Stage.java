package ffrtmp.node.worker.attempt;

import ffrtmp.node.worker.Assignment;
import ffrtmp.node.worker.Ending;
import ffrtmp.node.worker.Observer;
import ffrtmp.node.worker.media.AttemptOutput;
import ffrtmp.node.worker.media.Manifest;
import ffrtmp.node.worker.media.Move;
import ffrtmp.node.worker.media.Refused;
import ffrtmp.node.worker.process.Orders;
import ffrtmp.node.worker.process.ProcStat;
import ffrtmp.node.worker.process.Stopwatch;
import ffrtmp.node.worker.process.Watch;
import ffrtmp.protocol.job.FailureReason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an engine's work stands on: runs its programs under the attempt's orders and limits, and
 * keeps account of its output, so that nothing of an attempt that failed stays behind.
 */
public final class Stage {
  /** What writes an output. */
  @FunctionalInterface
  public interface Writing {
    Ending into(AttemptOutput output) throws IOException, InterruptedException, Refused;
  }

  private final Shared shared;
  private final Assignment assignment;
  private final Observer observer;
  private final Orders orders;
  private final Stopwatch running;

  Stage(Shared shared, Assignment assignment, Observer observer, Orders orders) {
    this.shared = shared;
    this.assignment = assignment;
    this.observer = observer;
    this.orders = orders;
    this.running = new Stopwatch(shared.nanoTime());
  }

  /** How long the attempt has run, pauses left out. */
  public double runningSeconds() {
    return running.elapsed().toNanos() / 1e9;
  }

  /** The ending, once the attempt was told to end. */
  public Optional<Ending> toldToEnd() {
    return orders.ending().map(Ending.Stopped::new);
  }

  /** Notes where the attempt writes, and deletes what was written unless it succeeds. */
  public Ending write(List<Move> moves, boolean overwrite, Writing writing)
      throws IOException, InterruptedException, Refused {
    AttemptOutput output =
        AttemptOutput.begin(
            shared.manifests(),
            new Manifest(assignment.job(), assignment.attempt(), moves, overwrite, null, null));
    boolean kept = false;
    try {
      Ending ending = writing.into(output);
      kept = ending instanceof Ending.Succeeded;
      return ending;
    } finally {
      if (!kept) output.discard();
    }
  }

  /** Runs a program to its end. */
  public Watch.Exit run(List<String> command, Path folder, Watch.Listener listener)
      throws IOException, InterruptedException {
    return run(command, folder, listener, shared.settings().stall());
  }

  /**
   * The same with a stall limit of its own.
   *
   * @param stall how long the program may show no progress
   */
  public Watch.Exit run(List<String> command, Path folder, Watch.Listener listener, Duration stall)
      throws IOException, InterruptedException {
    Watch.Limits limits =
        new Watch.Limits(stall, assignment.spec().timeout(), shared.settings().stopGrace());
    return new Watch(orders, limits, running, shared.nanoTime()).run(command, folder, listener);
  }

  /** The engine runs, and writes the output. */
  public void begun(AttemptOutput output, Process process) {
    note(output, process);
    observer.started();
  }

  /** A process has to do with the output; a worker that starts again must know of it. */
  public void note(AttemptOutput output, Process process) {
    Long started = ProcStat.of(process.pid()).map(ProcStat::startTicks).orElse(null);
    try {
      output.writtenBy(output.manifest().with(process.pid(), started));
    } catch (IOException e) {
      orders.kill("the worker could not note its process: " + e.getMessage());
    }
  }

  /**
   * How an attempt ended whose program did not succeed.
   *
   * @param failure what it means that it ended by itself with this status
   */
  public Ending unfinished(
      Watch.Exit exit, String log, Function<Watch.Exit, Ending.Failed> failure) {
    return switch (exit.end()) {
      case STOPPED, KILLED ->
          new Ending.Stopped(
              orders.ending().orElse("told to stop"), exit.end() == Watch.End.KILLED);
      case STALLED ->
          new Ending.Failed(
              FailureReason.TIMEOUT,
              "no progress for " + shared.settings().stall().toSeconds() + " s",
              log);
      case TIMED_OUT ->
          new Ending.Failed(FailureReason.TIMEOUT, "ran longer than its timeout", log);
      case EXITED -> failure.apply(exit);
    };
  }
}
