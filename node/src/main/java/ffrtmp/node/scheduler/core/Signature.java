package ffrtmp.node.scheduler.core;

import java.util.BitSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The nodes with equal {@link Traits}, under three trees: what each has free now, what each
 * available one has in all, and what each registered one has in all.
 */
final class Signature {

  private final Traits traits;
  private final Placement placement;
  private final CapacityTree free;
  private final CapacityTree available;
  private final CapacityTree registered;
  private final BitSet used = new BitSet();

  Signature(Traits traits, Placement placement, Visits visits) {
    this.traits = traits;
    this.placement = placement;
    free = new CapacityTree(visits);
    available = new CapacityTree(visits);
    registered = new CapacityTree(visits);
  }

  Traits traits() {
    return traits;
  }

  boolean isEmpty() {
    return used.isEmpty();
  }

  /** Takes a place for a node; the smallest that is free. */
  int join() {
    int place = used.nextClearBit(0);
    used.set(place);
    free.grow(place + 1);
    available.grow(place + 1);
    registered.grow(place + 1);
    return place;
  }

  void leave(int place) {
    used.clear(place);
    free.clear(place);
    available.clear(place);
    registered.clear(place);
  }

  /** Takes over what {@code node} has, and has free, at this moment. */
  void refresh(int place, NodeBook node) {
    refreshFree(place, node);
    available.put(place, node, node.available() ? node.total() : Room.NONE, 0);
    registered.put(place, node, node.total(), 0);
  }

  void refreshFree(int place, NodeBook node) {
    int share = node.free().freeShare(node.total());
    long score = placement == Placement.SPREAD ? share : -share;
    free.put(place, node, node.schedulable() ? node.free() : Room.NONE, score);
  }

  @Nullable NodeBook best(Room demand, Predicate<NodeBook> allowed) {
    return free.best(demand, allowed);
  }

  /** Whether an available node that is allowed could take the demand if it were empty. */
  boolean couldTake(Room demand, Predicate<NodeBook> allowed) {
    return available.best(demand, allowed) != null;
  }

  /** Whether any node, available or not, could take the demand if it were empty. */
  boolean couldEverTake(Room demand) {
    return registered.admits(demand);
  }
}
