package ffrtmp.node.wiring;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import ffrtmp.node.lease.HeldAttempts;
import ffrtmp.node.worker.HeldSet;
import ffrtmp.node.worker.WorkerActor;
import ffrtmp.protocol.worker.Held;
import java.util.Set;

/** What the worker holds, for the lease: as it last told. */
final class Attempts implements HeldAttempts {
  private final ActorRef<WorkerActor.Message> worker;
  private volatile Set<Held> held = Set.of();

  private Attempts(ActorRef<WorkerActor.Message> worker) {
    this.worker = worker;
  }

  static Attempts of(ActorContext<?> root, ActorRef<WorkerActor.Message> worker) {
    Attempts attempts = new Attempts(worker);
    ActorRef<HeldSet> listener =
        root.spawn(
            Behaviors.receiveMessage(
                set -> {
                  attempts.held = set.held();
                  return Behaviors.same();
                }),
            "held-attempts");
    worker.tell(new WorkerActor.FollowHeld(listener));
    return attempts;
  }

  @Override
  public Set<Held> held() {
    return held;
  }

  @Override
  public void endAll(String why) {
    worker.tell(new WorkerActor.KillAll(why));
  }

  @Override
  public void open() {
    worker.tell(new WorkerActor.Reopen());
  }
}
