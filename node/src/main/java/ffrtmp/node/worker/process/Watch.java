package ffrtmp.node.worker.process;

import ffrtmp.node.worker.process.ProcessGroup.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs one program and sees to it until it is gone: hands its output on by lines, carries orders
 * out, measures it, and ends it when it stalls or its time is up. Blocks the calling thread.
 */
public final class Watch {
  /** At first a look comes soon: a program that is gone after a blink was measured all the same. */
  private static final Duration FIRST_TICK = Duration.ofMillis(10);

  private static final Duration TICK = Duration.ofMillis(250);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  /** What brought the program's end about. */
  public enum End {
    /** It ended by itself, well or not. */
    EXITED,
    STOPPED,
    KILLED,
    STALLED,
    TIMED_OUT
  }

  /**
   * @param status the exit status; 128 + the signal's number when one ended it
   * @param cpuSeconds as last seen, not later than the end by a quarter of a second
   * @param peakMemory bytes; absent when it was gone before anyone looked
   */
  public record Exit(End end, int status, double cpuSeconds, OptionalLong peakMemory) {
    public boolean success() {
      return end == End.EXITED && status == 0;
    }
  }

  /**
   * @param stall how long {@code mark} may stand still
   * @param timeout how long the attempt may run in all; absent: as long as it advances
   * @param grace how long it may take to end after it was asked to
   */
  public record Limits(Duration stall, @Nullable Duration timeout, Duration grace) {}

  /**
   * What the program is to the one who runs it.
   *
   * @param begun called once with the process
   * @param mark a number that changes as long as the program advances
   * @param tick called about four times a second, more often at first
   */
  public record Listener(
      Consumer<Process> begun,
      Consumer<String> standardOutput,
      Consumer<String> standardError,
      DoubleSupplier mark,
      Runnable tick) {}

  private final Orders orders;
  private final Limits limits;
  private final Stopwatch running;
  private final LongSupplier nanoTime;

  private @Nullable End end;
  private boolean paused;
  private boolean killed;
  private long stopAt;
  private double cpuSeconds;
  private OptionalLong peakMemory = OptionalLong.empty();
  private double lastMark = Double.NaN;
  private Duration markedAt = Duration.ZERO;

  /**
   * @param running how long the attempt has run, over all its programs; stops while it is paused
   */
  public Watch(Orders orders, Limits limits, Stopwatch running, LongSupplier nanoTime) {
    this.orders = orders;
    this.limits = limits;
    this.running = running;
    this.nanoTime = nanoTime;
  }

  /**
   * Runs the program to its end.
   *
   * @throws IOException when it could not be started, or signalled
   */
  public Exit run(List<String> command, Path folder, Listener listener)
      throws IOException, InterruptedException {
    if (!orders.paused()) running.resume(); // a pause may have met the last program's end
    markedAt = running.elapsed();
    Process process = Spawner.jvm().start(command, folder, Map.of("LC_ALL", "C"));
    ProcessGroup group = new ProcessGroup(process.pid(), Spawner.jvm().groups());
    Thread out = reader("stdout", process.getInputStream(), listener.standardOutput());
    Thread err = reader("stderr", process.getErrorStream(), listener.standardError());
    var unused = process.onExit().thenRun(orders::wake);
    try {
      listener.begun().accept(process);
      Duration tick = FIRST_TICK;
      while (process.isAlive()) {
        step(process, group, listener);
        orders.await(tick);
        tick = longer(tick);
      }
    } finally {
      if (process.isAlive()) group.signal(Signal.KILL);
    }
    lastWords(group, out, err);
    listener.tick().run();
    return new Exit(end == null ? End.EXITED : end, process.waitFor(), cpuSeconds, peakMemory);
  }

  private static Duration longer(Duration tick) {
    Duration twice = tick.multipliedBy(2);
    return twice.compareTo(TICK) > 0 ? TICK : twice;
  }

  private void step(Process process, ProcessGroup group, Listener listener) throws IOException {
    measure(process.pid());
    obey(group);
    if (end == null && !paused) judge(group, listener.mark().getAsDouble());
    listener.tick().run();
  }

  private void measure(long pid) {
    ProcStat.of(pid).ifPresent(stat -> cpuSeconds = Math.max(cpuSeconds, stat.cpuSeconds()));
    OptionalLong peak = PeakMemory.of(pid);
    if (peak.isPresent()) peakMemory = peak;
  }

  private void obey(ProcessGroup group) throws IOException {
    if (orders.killed().isPresent()) {
      if (end == null) end = End.KILLED;
      kill(group);
    } else if (orders.stopped().isPresent()) {
      stop(group);
    } else if (orders.paused() != paused && end == null) {
      paused = !paused;
      if (paused) running.pause();
      else running.resume();
      group.signal(paused ? Signal.STOP : Signal.CONT);
    }
  }

  /** A program that is stopped by STOP does not notice TERM before it may go on. */
  private void stop(ProcessGroup group) throws IOException {
    if (end == null) {
      end = End.STOPPED;
      stopAt = nanoTime.getAsLong();
      group.signal(Signal.TERM);
      group.signal(Signal.CONT);
    } else if (nanoTime.getAsLong() - stopAt > limits.grace().toNanos()) {
      if (end == End.STOPPED) end = End.KILLED;
      kill(group);
    }
  }

  private void kill(ProcessGroup group) throws IOException {
    if (killed) return;
    killed = true;
    group.signal(Signal.KILL);
  }

  private void judge(ProcessGroup group, double mark) throws IOException {
    Duration now = running.elapsed();
    if (mark != lastMark) {
      lastMark = mark;
      markedAt = now;
    }
    if (limits.timeout() != null && now.compareTo(limits.timeout()) > 0) {
      end = End.TIMED_OUT;
    } else if (now.minus(markedAt).compareTo(limits.stall()) > 0) {
      end = End.STALLED;
    }
    if (end != null) kill(group);
  }

  /** The streams end with the last process that holds them, which may be a child. */
  private static void lastWords(ProcessGroup group, Thread out, Thread err)
      throws IOException, InterruptedException {
    out.join(LAST_WORDS.toMillis());
    err.join(LAST_WORDS.toMillis());
    if (!out.isAlive() && !err.isAlive()) return;
    group.signal(Signal.KILL);
    out.join(LAST_WORDS.toMillis());
    err.join(LAST_WORDS.toMillis());
  }

  private static Thread reader(String name, InputStream from, Consumer<String> to) {
    Thread thread = new Thread(() -> new Lines(to).readAll(from), name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
