package ffrtmp.node.wiring;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.Receptionist;
import ffrtmp.node.lease.LeaseKeeper;
import java.util.Set;
import java.util.function.Supplier;

/** The lease keepers of all control nodes, for the many on this node that renew with them. */
final class LeaseKeepers implements Supplier<Set<ActorRef<LeaseKeeper.Command>>> {
  private volatile Set<ActorRef<LeaseKeeper.Command>> keepers = Set.of();

  private LeaseKeepers() {}

  static LeaseKeepers follow(ActorContext<?> root) {
    LeaseKeepers all = new LeaseKeepers();
    ActorRef<Receptionist.Listing> listener =
        root.spawn(
            Behaviors.receiveMessage(
                listing -> {
                  all.keepers = Set.copyOf(listing.getServiceInstances(LeaseKeeper.KEY));
                  return Behaviors.same();
                }),
            "lease-keepers");
    root.getSystem().receptionist().tell(Receptionist.subscribe(LeaseKeeper.KEY, listener));
    return all;
  }

  @Override
  public Set<ActorRef<LeaseKeeper.Command>> get() {
    return keepers;
  }
}
