package ffrtmp.node.proxy;

import java.util.concurrent.atomic.LongAdder;

/** Counts what this control node's proxies handed out, and what of it was lost; for metrics. */
public final class HandOuts {
  private final LongAdder handedOut = new LongAdder();
  private final LongAdder lost = new LongAdder();

  void handOut() {
    handedOut.increment();
  }

  void lose() {
    lost.increment();
  }

  /** Attempts handed out by an answer to a poll. */
  public long handedOut() {
    return handedOut.sum();
  }

  /** Those of which the node showed no sign in time, or no longer does. */
  public long lost() {
    return lost.sum();
  }
}
