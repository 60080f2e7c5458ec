package ffrtmp.node.wiring;

import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import ffrtmp.node.wiring.FreezeWatch.Verdict;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a control node that was frozen (a stopped process, a paused virtual machine, a collector
 * that took seconds) at once, before it decides or writes anything by what it knew. It halts
 * without any order, since an orderly end would still write; the supervisor starts it again.
 *
 * <p>A race remains, between this thread's first tick and every other thread; attempts, epochs,
 * leases and the journal's primary key hold what slips through.
 */
final class FreezeGuard implements Runnable {
  /** As when the cluster puts the node out: supervisors start it again. */
  static final int STATUS = 1;

  private static final Logger LOG = LoggerFactory.getLogger(FreezeGuard.class);
  private static final long TICK_MILLIS = 100;

  private final FreezeWatch watch;
  private final LongSupplier nanos;
  private final BooleanSupplier others;
  private final BooleanSupplier ended;
  private final Runnable halt;

  FreezeGuard(
      Duration limit,
      LongSupplier nanos,
      BooleanSupplier others,
      BooleanSupplier ended,
      Runnable halt) {
    watch = new FreezeWatch(limit, nanos.getAsLong());
    this.nanos = nanos;
    this.others = others;
    this.ended = ended;
    this.halt = halt;
  }

  /** Watches for as long as the system runs. */
  static void start(ActorSystem<?> system) {
    Duration stableAfter =
        system.settings().config().getDuration("akka.cluster.split-brain-resolver.stable-after");
    var guard =
        new FreezeGuard(
            stableAfter.dividedBy(2),
            System::nanoTime,
            () -> othersCouldTakeOver(system),
            () -> system.getWhenTerminated().toCompletableFuture().isDone(),
            () -> Runtime.getRuntime().halt(STATUS));
    Thread thread = new Thread(guard, "ffrtmp-freeze-guard");
    thread.setDaemon(true);
    thread.start();
  }

  /** The members as they were known before the freeze, which is what counts. */
  private static boolean othersCouldTakeOver(ActorSystem<?> system) {
    String self = Cluster.get(system).selfMember().address().toString();
    return Membership.controlNodes(system).stream().anyMatch(node -> !node.equals(self));
  }

  @Override
  public void run() {
    try {
      while (!ended.getAsBoolean()) {
        look();
        Thread.sleep(TICK_MILLIS);
      }
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
  }

  /** One tick. */
  void look() {
    Verdict verdict = watch.tick(nanos.getAsLong(), others.getAsBoolean());
    if (verdict == Verdict.GO_ON) return;
    long stood = watch.gap().toMillis();
    if (verdict == Verdict.WARN) {
      LOG.warn("this host stood still for {} ms; nobody else could have taken over", stood);
      return;
    }
    System.err.println(
        "ffrtmp: this host stood still for %d ms and others may have taken over, so it ends"
            .formatted(stood));
    halt.run();
  }
}
