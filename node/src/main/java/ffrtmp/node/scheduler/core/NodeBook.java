package ffrtmp.node.scheduler.core;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.node.NodeFacts;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeView;
import ffrtmp.protocol.node.Transport;
import ffrtmp.protocol.port.NodeFact;
import ffrtmp.protocol.worker.Held;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One node: what it declared, what is reserved there, and whether it takes placements. */
final class NodeBook {

  /** What one attempt takes, under the registration that it was given to. */
  record Reservation(Room demand, int attempt, long epoch) {}

  private final NodeId id;
  private final Map<JobId, Reservation> reservations = new LinkedHashMap<>();
  private @Nullable NodeView view;
  private boolean removed;
  private long life;
  private boolean resting;
  private int handBacks;
  private long confirmed = -1;
  private long condemned = -1;
  private long closing = -1;
  private Room total = Room.NONE;
  private Room free = Room.NONE;
  private @Nullable Signature signature;
  private int place;
  private Fact.@Nullable Offered offered;
  private int polls;

  NodeBook(NodeId id) {
    this.id = id;
  }

  NodeId id() {
    return id;
  }

  /** Absent while jobs name the node and no fact about it has come. */
  @Nullable NodeView view() {
    return view;
  }

  String name() {
    return view == null ? id.toString() : view.facts().name();
  }

  long epoch() {
    return view == null ? -1 : view.epoch();
  }

  boolean registered() {
    return view != null && !removed;
  }

  boolean online() {
    return view != null && view.online();
  }

  /** The epoch with which its worker, as it is now, began. */
  long life() {
    return life;
  }

  /** Whether it may take work at all: the part that does not change from second to second. */
  boolean available() {
    return view != null
        && !removed
        && view.online()
        && !view.draining()
        && condemned < epoch()
        && !closing();
  }

  boolean schedulable() {
    return available() && confirmed() && !resting;
  }

  /** Whether its worker has reported to this scheduler under the present registration. */
  boolean confirmed() {
    return confirmed == epoch();
  }

  boolean condemned() {
    return condemned == epoch();
  }

  /** Whether its worker ends; a keeper that has not heard of it yet does not take that back. */
  boolean closing() {
    return closing == epoch();
  }

  boolean resting() {
    return resting;
  }

  Room total() {
    return total;
  }

  /** A node that works by polls has as many slots as polls are open, whatever it declared. */
  Room free() {
    return worksByPolls() ? free.withSlots(polls()) : free;
  }

  boolean worksByPolls() {
    return view != null && view.facts().transport() == Transport.HTTP;
  }

  private int polls() {
    return offered != null && offered.epoch() == epoch() ? polls : 0;
  }

  /** Takes over what the node's proxy says; returns whether this is news. */
  boolean offers(Fact.Offered now) {
    Fact.Offered last = offered;
    if (last != null && now.epoch() < last.epoch()) return false;
    if (last != null && last.proxy().equals(now.proxy()) && now.number() <= last.number()) {
      return false;
    }
    offered = now;
    polls = now.polls() - onTheirWay(now.epoch(), now.held());
    return true;
  }

  /** The attempts that were given to registration {@code given} and are not in {@code held}. */
  int onTheirWay(long given, Set<Held> held) {
    int count = 0;
    for (var reserved : reservations.entrySet()) {
      Reservation reservation = reserved.getValue();
      boolean known = held.contains(new Held(reserved.getKey(), reservation.attempt()));
      if (reservation.epoch() == given && !known) count++;
    }
    return count;
  }

  /** A poll was used for a dispatch; it does not come back when the attempt ends. */
  void usePoll() {
    polls--;
  }

  /** The dispatch for which a poll was used never reached the node. */
  void returnPoll() {
    polls++;
  }

  @Nullable Signature signature() {
    return signature;
  }

  int place() {
    return place;
  }

  Map<JobId, Reservation> reservations() {
    return Collections.unmodifiableMap(reservations);
  }

  boolean isOlder(NodeFact fact) {
    return view != null && fact.node().revision() <= view.revision();
  }

  void update(NodeFact fact) {
    view = fact.node();
    removed = fact.removed();
    life = fact.life();
    NodeFacts facts = view.facts();
    Room declared =
        Quantizer.room(
            facts.maxConcurrentJobs(), facts.cpuThreads(), facts.ramTotalBytes(), facts.gpuCount());
    total = declared;
    free = declared;
    reservations.values().forEach(taken -> free = free.minus(taken.demand()));
  }

  void stand(@Nullable Signature among, int at) {
    signature = among;
    place = at;
  }

  /** Returns whether this is news. */
  boolean confirm(long epoch) {
    if (epoch <= confirmed) return false;
    confirmed = epoch;
    return true;
  }

  /** Returns whether this is news. */
  boolean close(long epoch) {
    if (epoch <= closing) return false;
    closing = epoch;
    return true;
  }

  void condemn() {
    condemned = epoch();
  }

  /** Hand-backs in a row, each of which begins a rest. */
  int handedBack() {
    resting = true;
    return ++handBacks;
  }

  void rested() {
    resting = false;
  }

  /** A job ran here to an end of its own: the node is as large as it says. */
  void proved() {
    handBacks = 0;
  }

  void reserve(JobId job, Reservation reservation) {
    release(job);
    reservations.put(job, reservation);
    free = free.minus(reservation.demand());
  }

  void release(JobId job) {
    Reservation given = reservations.remove(job);
    if (given != null) free = free.plus(given.demand());
  }

  /** The jobs whose registration is over; what they had is free again. */
  List<JobId> releaseEnded() {
    List<JobId> ended = new ArrayList<>();
    reservations.forEach(
        (job, reservation) -> {
          if (reservation.epoch() < epoch()) ended.add(job);
        });
    ended.forEach(this::release);
    return ended;
  }
}
