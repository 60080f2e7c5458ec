package ffrtmp.protocol.port;

/**
 * Tells the scheduler early what it will also learn from the change feed. Losing a hint costs the
 * projection's lag and nothing else, so these never block and never fail.
 */
public interface SchedulerHints {
  void changed(JobFact fact);

  void changed(NodeFact fact);
}
