package ffrtmp.node.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.job.Requirements;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.port.JobFact.Phase;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The work of each fact is bounded, not only its outcome. */
class SchedulerWorkTest {
  private static final int SLOTS = 8;

  private final Random random = new Random(7);
  private final SchedulerCore core = new SchedulerCore(Policy.DEFAULT);
  private final ArrayDeque<SimJob> placed = new ArrayDeque<>();
  private final Map<JobId, SimJob> jobs = new HashMap<>();
  private long sequence;

  @Test
  void finishAndSubmitAtTenThousandWaitingLooksAtAFewPlacesOnly() {
    fill(100, 10_000, 20);
    long most = 0;
    for (int i = 0; i < 2_000; i++) {
      long before = core.visits();
      finishAndSubmit(20);
      most = Math.max(most, core.visits() - before);
    }
    assertThat(most).as("places looked at for one finish and one submit").isLessThan(40);
  }

  @Test
  void aSubmitToAWaitingShapeLooksNowhere() {
    fill(100, 1_000, 1);
    long before = core.visits();
    for (int i = 0; i < 100; i++) submit(1);
    assertThat(core.visits()).isEqualTo(before);
  }

  @Test
  void aSubmitToAnIdleFleetLooksAtALogarithmOfIt() {
    fill(1_000, 0, 1);
    long before = core.visits();
    submit(1);
    assertThat(core.visits() - before).isLessThan(40);
  }

  @Test
  void finishAndSubmitAtAHundredThousandWaitingIsQuick() {
    fill(1_000, 100_000, 50);
    for (int i = 0; i < 20_000; i++) finishAndSubmit(50);
    long[] nanos = new long[20_000];
    for (int i = 0; i < nanos.length; i++) {
      long start = System.nanoTime();
      finishAndSubmit(50);
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    System.out.printf(
        "finish+submit at 100,000 waiting, 1,000 nodes, 50 shapes: p50 %.1f us, p99 %.1f us%n",
        nanos[nanos.length / 2] / 1e3, nanos[nanos.length * 99 / 100] / 1e3);
    // A bound far above what any machine needs and far below what a scan would take.
    assertThat(nanos[nanos.length / 2]).isLessThan(1_000_000);
  }

  private void fill(int nodes, int waiting, int shapes) {
    core.on(new Fact.Tick(Instant.EPOCH.plusSeconds(1)));
    for (int i = 0; i < nodes; i++) {
      var node =
          new SimNode(
              new NodeId(new UUID(2, i)),
              SimNode.facts("n" + i, SLOTS, 64, 0, Set.of("h264"), Map.of()));
      core.on(new Fact.NodeChanged(node.fact()));
      core.on(new Fact.NodeHeard(node.id, 1, Set.of(), false));
    }
    if (waiting == 0) return;
    for (int i = 0; i < waiting + nodes * SLOTS; i++) submit(shapes);
    assertThat(placed).hasSize(nodes * SLOTS);
  }

  private void finishAndSubmit(int shapes) {
    SimJob job = placed.remove();
    job.become(Phase.AWAY);
    take(core.on(new Fact.JobChanged(job.fact())));
    jobs.remove(job.id);
    submit(shapes);
  }

  private void submit(int shapes) {
    var id = new JobId(new UUID(1, ++sequence));
    var needs =
        new Requirements(500, (1L + random.nextInt(shapes)) << 20, 0, null, Set.of(), Map.of());
    var job = new SimJob(id, sequence, needs, Queue.DEFAULT, Priority.MEDIUM);
    jobs.put(id, job);
    take(core.on(new Fact.JobChanged(job.fact())));
  }

  private void take(List<Decision> decisions) {
    for (Decision decision : decisions) {
      var dispatch = (Decision.Dispatch) decision;
      SimJob job = jobs.get(dispatch.job());
      job.dispatch(dispatch);
      placed.add(job);
      core.on(new Fact.JobChanged(job.fact()));
    }
  }
}
