package ffrtmp.node.scheduler.core;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the best node that admits a demand among nodes that are alike: a segment tree whose inner
 * places hold the component-wise maxima of the room below them, and the best score. A branch that
 * cannot hold the demand, or cannot better what was found, is not entered.
 */
final class CapacityTree {

  private final Visits visits;
  private int leaves = 1;
  private Room[] rooms = filled(2);
  private long[] scores = {Long.MIN_VALUE, Long.MIN_VALUE};
  private @Nullable NodeBook[] nodes = new @Nullable NodeBook[1];
  private @Nullable NodeBook found;
  private long foundScore;

  CapacityTree(Visits visits) {
    this.visits = visits;
  }

  /** Room for places below {@code count}, which {@link #put} takes; what is there stays. */
  void grow(int count) {
    if (count <= leaves) return;
    int oldLeaves = leaves;
    Room[] oldRooms = rooms;
    long[] oldScores = scores;
    while (leaves < count) leaves *= 2;
    nodes = Arrays.copyOf(nodes, leaves);
    rooms = filled(2 * leaves);
    scores = new long[2 * leaves];
    Arrays.fill(scores, Long.MIN_VALUE);
    System.arraycopy(oldRooms, oldLeaves, rooms, leaves, oldLeaves);
    System.arraycopy(oldScores, oldLeaves, scores, leaves, oldLeaves);
    for (int i = leaves - 1; i > 0; i--) pull(i);
  }

  void put(int place, NodeBook node, Room room, long score) {
    nodes[place] = node;
    set(place, room, score);
  }

  void clear(int place) {
    nodes[place] = null;
    set(place, Room.NONE, Long.MIN_VALUE);
  }

  boolean admits(Room demand) {
    return best(demand, node -> true) != null;
  }

  /** The node with the highest score that admits {@code demand} and is allowed; ties: the first. */
  @Nullable NodeBook best(Room demand, Predicate<NodeBook> allowed) {
    found = null;
    foundScore = Long.MIN_VALUE;
    search(1, demand, allowed);
    return found;
  }

  private void search(int i, Room demand, Predicate<NodeBook> allowed) {
    visits.count();
    if (scores[i] <= foundScore || !rooms[i].admits(demand)) return;
    if (i >= leaves) {
      NodeBook node = nodes[i - leaves];
      if (node != null && allowed.test(node)) {
        found = node;
        foundScore = scores[i];
      }
      return;
    }
    int first = scores[2 * i + 1] > scores[2 * i] ? 1 : 0;
    search(2 * i + first, demand, allowed);
    search(2 * i + 1 - first, demand, allowed);
  }

  private void set(int place, Room room, long score) {
    int i = place + leaves;
    rooms[i] = room;
    scores[i] = score;
    for (i /= 2; i > 0; i /= 2) pull(i);
  }

  private void pull(int i) {
    Room a = rooms[2 * i];
    Room b = rooms[2 * i + 1];
    rooms[i] =
        new Room(
            Math.max(a.slots(), b.slots()),
            Math.max(a.cpu(), b.cpu()),
            Math.max(a.ram(), b.ram()),
            Math.max(a.gpus(), b.gpus()));
    scores[i] = Math.max(scores[2 * i], scores[2 * i + 1]);
  }

  private static Room[] filled(int size) {
    Room[] rooms = new Room[size];
    Arrays.fill(rooms, Room.NONE);
    return rooms;
  }
}
