package ffrtmp.node.analyze;

import ffrtmp.streams.analyze.Analysis;
import java.io.PrintWriter;
import java.util.function.LongSupplier;

/** How far it is, in one line that is written over at most ten times a second. */
public final class ProgressBar implements Analysis.Progress {
  private static final int WIDTH = 30;
  private static final long PAUSE_NANOS = 100_000_000;
  private static final double SECOND_NANOS = 1e9;
  private static final String BLANK = "\r\u001b[K";

  private final PrintWriter out;
  private final LongSupplier nanos;
  private final long began;
  private long shown;

  /**
   * @param nanos tells the time, as {@link System#nanoTime} does
   */
  public ProgressBar(PrintWriter out, LongSupplier nanos) {
    this.out = out;
    this.nanos = nanos;
    began = nanos.getAsLong();
    shown = began;
  }

  @Override
  public void read(long bytes, long total) {
    long now = nanos.getAsLong();
    if (now - shown < PAUSE_NANOS) return;
    shown = now;
    double share = total == 0 ? 1 : Math.min(1, (double) bytes / total);
    int done = (int) (share * WIDTH);
    double speed = bytes / ((now - began) / SECOND_NANOS);
    out.printf(
        "%s[%s%s] %3.0f %%  %s of %s  %s",
        BLANK,
        "#".repeat(done),
        ".".repeat(WIDTH - done),
        share * 100,
        Units.bytes(bytes),
        Units.bytes(total),
        Units.speed(speed));
    out.flush();
  }

  /** Takes the line away. */
  public void end() {
    out.print(BLANK);
    out.flush();
  }
}
