package ffrtmp.node.proxy;

import ffrtmp.protocol.worker.Held;
import ffrtmp.protocol.worker.Order;
import ffrtmp.protocol.worker.WorkerCommand;
import org.jspecify.annotations.Nullable;

/**
 * One attempt that is on its way to the node, or there. Times are nanoseconds of one monotonic
 * clock.
 */
final class Hold {
  private static final int LOG_CHARS = 65_536;

  private final Held held;
  private boolean out;
  private boolean sign;
  private boolean reports;
  private boolean paused;
  private int looks;
  private long since;
  private Order.Kind wish = Order.Kind.CONTINUE;
  private @Nullable String log;

  Hold(Held held) {
    this.held = held;
  }

  Held held() {
    return held;
  }

  /** Whether it was handed out. */
  boolean isOut() {
    return out;
  }

  void handedOut(long now) {
    out = true;
    since = now;
  }

  /** The node has shown that it has the attempt. */
  void shown(long now) {
    out = true;
    sign = true;
    if (looks == 0) since = now;
  }

  void looked(long now) {
    shown(now);
    looks++;
    since = now;
  }

  void reported(boolean isPaused, @Nullable String end, long now) {
    shown(now);
    reports = true;
    paused = isPaused;
    if (end != null) log = end.substring(Math.max(0, end.length() - LOG_CHARS));
  }

  void wish(WorkerCommand command) {
    if (command instanceof WorkerCommand.Stop) wish = Order.Kind.CANCEL;
    if (command instanceof WorkerCommand.Pause) wish = Order.Kind.PAUSE;
    if (command instanceof WorkerCommand.Resume) wish = Order.Kind.RESUME;
  }

  /** What the worker still has to be told. */
  Order.Kind order() {
    if (wish == Order.Kind.PAUSE && paused) return Order.Kind.CONTINUE;
    if (wish == Order.Kind.RESUME && !paused) return Order.Kind.CONTINUE;
    return wish;
  }

  /** The end of the log, as the worker last sent it. */
  @Nullable String log() {
    return log;
  }

  /**
   * Whether a worker that is alive does not have it: it never showed a sign, or it looked at its
   * job again and again, as old agents do, and no longer does.
   */
  boolean isGone(long now, long signPatience, long lookPatience) {
    if (!out) return false;
    if (!sign) return now - since >= signPatience;
    return !reports && looks > 1 && now - since >= lookPatience;
  }

  /** When {@link #isGone} may become true, unless something comes; absent: never. */
  @Nullable Long goneAt(long signPatience, long lookPatience) {
    if (!out || (sign && (reports || looks <= 1))) return null;
    return since + (sign ? lookPatience : signPatience);
  }
}
