package ffrtmp.node.lease;

import ffrtmp.protocol.worker.Held;
import java.util.Set;

/** What the lease needs of the worker; called from the lease's thread, must return at once. */
public interface HeldAttempts {

  /** The attempts whose processes may still run here. */
  Set<Held> held();

  /**
   * The lease is gone: kill every process now and forget every attempt, without a report. Called
   * again until {@link #held} is empty.
   */
  void endAll(String why);

  /** There is a lease again, in a new registration: attempts may be taken. */
  void open();
}
