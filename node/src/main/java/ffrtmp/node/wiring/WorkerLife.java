package ffrtmp.node.wiring;

import ffrtmp.ops.telemetry.Exposition;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker for as long as its process lives. A member of a cluster that was cut off must leave it
 * for good, so when that happens this begins a new life and joins again; its jobs were ended when
 * the lease was lost.
 */
public final class WorkerLife {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerLife.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final ClusterSettings cluster;
  private final WorkerRole role;
  private final Exposition telemetry;
  private final AtomicBoolean ending = new AtomicBoolean();

  public WorkerLife(ClusterSettings cluster, WorkerRole role, Exposition telemetry) {
    this.telemetry = telemetry;
    this.cluster = cluster;
    this.role = role;
  }

  /** Runs until the process is told to end. */
  public int serve() throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ending.set(true), "worker-ending"));
    while (!ending.get()) {
      Node node = Node.start(cluster, null, role, telemetry);
      System.out.println("ffrtmp worker is starting: joins " + String.join(", ", cluster.seeds()));
      node.awaitEnd();
      if (ending.get()) break;
      LOG.warn("this worker fell out of the cluster; it joins again");
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return 0;
  }
}
