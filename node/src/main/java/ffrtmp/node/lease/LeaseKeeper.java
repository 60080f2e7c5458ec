package ffrtmp.node.lease;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import ffrtmp.protocol.CborSerializable;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.Vitals;
import ffrtmp.protocol.worker.Held;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Hears the workers, on every control node, in memory: answers each renewal at once, and reports
 * what it heard to the scheduler, wherever that is, at every {@code renew}, and at once when a
 * worker comes or begins to end.
 */
public final class LeaseKeeper extends AbstractBehavior<LeaseKeeper.Command> {

  /** Where workers find every keeper. */
  public static final ServiceKey<Command> KEY = ServiceKey.create(Command.class, "lease-keeper");

  /** What a keeper may be told and asked. */
  public interface Command {}

  /**
   * A worker lives.
   *
   * @param closing whether the worker ends and takes no more attempts
   * @param lease how long the worker holds its lease after a renewal
   * @param sentNanos the worker's own monotonic clock at the sending; comes back as it is
   */
  public record Renew(
      NodeId node,
      String incarnation,
      long epoch,
      Set<Held> held,
      boolean closing,
      Duration lease,
      Vitals vitals,
      long sentNanos,
      ActorRef<Renewed> replyTo)
      implements Command, CborSerializable {
    public Renew {
      held = Set.copyOf(held);
    }
  }

  /** The answer to {@link Renew}. */
  public record Renewed(String keeper, String incarnation, long sentNanos)
      implements CborSerializable {}

  /** What has this keeper heard? Only for its own process: the answer is not serialised. */
  public record FindHeard(ActorRef<Heard> replyTo) implements Command {}

  /** The answer to {@link FindHeard}: each node that was heard within ten minutes. */
  public record Heard(Map<NodeId, LastHeard> nodes) {
    public Heard {
      nodes = Map.copyOf(nodes);
    }
  }

  /** A node's last renewal, as long ago as {@code silent}. */
  public record LastHeard(Duration silent, long epoch, Vitals vitals, Set<Held> held) {}

  private record Report() implements Command {}

  private final String self;
  private final Consumer<LeaseReport> scheduler;
  private final LongSupplier nanos;
  private final LeaseTable table;

  private LeaseKeeper(
      ActorContext<Command> context,
      String self,
      Consumer<LeaseReport> scheduler,
      LongSupplier nanos) {
    super(context);
    this.self = self;
    this.scheduler = scheduler;
    this.nanos = nanos;
    table = new LeaseTable(nanos.getAsLong());
  }

  /**
   * @param self the name of this keeper: its member's address
   * @param scheduler takes a report to the singleton; must not block
   * @param nanos a monotonic clock, nanoseconds
   */
  public static Behavior<Command> create(
      String self, Consumer<LeaseReport> scheduler, LeaseSettings settings, LongSupplier nanos) {
    return Behaviors.setup(
        context -> {
          context.getSystem().receptionist().tell(Receptionist.register(KEY, context.getSelf()));
          return Behaviors.withTimers(
              timers -> {
                timers.startTimerAtFixedRate(new Report(), settings.renew());
                return new LeaseKeeper(context, self, scheduler, nanos);
              });
        });
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Renew.class, this::onRenew)
        .onMessage(Report.class, this::onReport)
        .onMessage(FindHeard.class, this::onFindHeard)
        .build();
  }

  private Behavior<Command> onRenew(Renew renew) {
    renew.replyTo().tell(new Renewed(self, renew.incarnation(), renew.sentNanos()));
    long now = nanos.getAsLong();
    boolean news =
        table.renewed(
            renew.node(),
            new LeaseTable.Entry(
                renew.incarnation(),
                renew.epoch(),
                renew.held(),
                renew.closing(),
                renew.lease(),
                renew.vitals(),
                renew.sentNanos(),
                now));
    if (news) table.report(self, now, renew.node()).ifPresent(scheduler);
    return this;
  }

  private Behavior<Command> onReport(Report report) {
    table.reports(self, nanos.getAsLong()).forEach(scheduler);
    return this;
  }

  private Behavior<Command> onFindHeard(FindHeard query) {
    long now = nanos.getAsLong();
    Map<NodeId, LastHeard> heard = new HashMap<>();
    table
        .entries()
        .forEach(
            (node, entry) -> {
              Duration silent = Duration.ofMillis(millis(now - entry.atNanos()));
              heard.put(node, new LastHeard(silent, entry.epoch(), entry.vitals(), entry.held()));
            });
    query.replyTo().tell(new Heard(heard));
    return this;
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}
