package ffrtmp.protocol.worker;

import ffrtmp.protocol.CborSerializable;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.node.NodeView;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a worker that speaks HTTP is answered. */
public sealed interface WorkerAnswer extends CborSerializable {
  /**
   * How long the worker may go on without another answer, counted from the sending of what was
   * answered.
   *
   * @param heartbeat how often it is to beat
   */
  record Lease(Duration heartbeat, Duration duration) {}

  /** {@code fresh}: the node was not known before. */
  record Registered(NodeView node, boolean fresh, Lease lease) implements WorkerAnswer {}

  /** A majority of the control nodes has heard the beat. */
  record Beaten(NodeView node, Lease lease, List<Order> orders) implements WorkerAnswer {
    public Beaten {
      orders = List.copyOf(orders);
    }
  }

  /** The worker is gone in order. */
  record Left(NodeView node) implements WorkerAnswer {}

  /** The poll's job with its attempt; absent: there is none. */
  record HandedOut(@Nullable JobView job) implements WorkerAnswer {}

  /** The job took what the worker said. */
  record Heard(JobView job, Order.Kind command) implements WorkerAnswer {}

  record Refused(Refusal refusal, String detail) implements WorkerAnswer {}
}
