package ffrtmp.node.scheduler;

import ffrtmp.node.lease.LeaseReport;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.job.Requirements;
import ffrtmp.protocol.node.NodeFacts;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeView;
import ffrtmp.protocol.node.Transport;
import ffrtmp.protocol.port.JobFact;
import ffrtmp.protocol.port.NodeFact;
import ffrtmp.protocol.worker.Held;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Facts for tests. */
final class Samples {
  static final NodeId NODE = new NodeId(new UUID(2, 1));

  private Samples() {}

  static JobId id(int number) {
    return new JobId(new UUID(1, number));
  }

  static JobFact waiting(int number) {
    return job(number, 1, JobFact.Phase.WAITING, 0);
  }

  static JobFact placed(int number) {
    return job(number, 2, JobFact.Phase.PLACED, 1);
  }

  /** For every node of these tests. */
  static JobFact tooLarge(int number) {
    var needs = new Requirements(64_000, 1, 0, null, Set.of(), Map.of());
    return job(number, 1, JobFact.Phase.WAITING, 0, needs);
  }

  static JobFact job(int number, long revision, JobFact.Phase phase, int attempts) {
    return job(number, revision, phase, attempts, Requirements.DEFAULT);
  }

  private static JobFact job(
      int number, long revision, JobFact.Phase phase, int attempts, Requirements needs) {
    boolean placed = phase == JobFact.Phase.PLACED;
    return new JobFact(
        id(number),
        revision,
        phase,
        number,
        null,
        Queue.DEFAULT,
        Priority.MEDIUM,
        needs,
        attempts,
        placed ? NODE : null,
        placed ? 1 : 0,
        null,
        null,
        Set.of(),
        Set.of());
  }

  static NodeFact node(long revision, long epoch, boolean online) {
    var facts =
        new NodeFacts(
            "n",
            "n",
            "server",
            4,
            null,
            1L << 30,
            0,
            null,
            List.of(),
            Set.of(),
            Map.of(),
            4,
            null,
            Transport.CLUSTER);
    var view = new NodeView(NODE, revision, epoch, facts, online, false, null, Instant.EPOCH);
    return new NodeFact(view, false, epoch);
  }

  static LeaseReport report(String keeper, long up, long silent, Held... held) {
    return report(keeper, up, silent, false, held);
  }

  static LeaseReport report(String keeper, long up, long silent, boolean closing, Held... held) {
    return new LeaseReport(
        keeper,
        up,
        List.of(new LeaseReport.NodeLease(NODE, "i", 1, silent, Set.of(held), closing, 5_000)));
  }
}
