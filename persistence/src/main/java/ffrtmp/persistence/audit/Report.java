package ffrtmp.persistence.audit;

import java.time.Duration;
import java.util.List;

/**
 * What an audit of everything has come to.
 *
 * @param events that were folded
 * @param entities jobs and nodes, those whose journals were removed too
 * @param removed journals that were removed after their time
 * @param unchained events from before there were chains
 * @param behind entities whose last events the tables had not reached; they are right as far as
 *     they go
 * @param differences how many there are
 * @param findings the first of them
 */
public record Report(
    long events,
    long entities,
    long removed,
    long unchained,
    long behind,
    long differences,
    List<Finding> findings,
    Duration took) {
  public Report {
    findings = List.copyOf(findings);
  }

  public double eventsPerSecond() {
    return events / Math.max(took.toNanos() / 1e9, 1e-9);
  }
}
