package ffrtmp.node.scheduler.core;

import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.port.JobFact;
import ffrtmp.protocol.port.JobFact.Phase;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes in what is learnt of jobs. */
final class JobDesk {

  static final String REGISTRATION_ENDED = "the node's registration has ended";

  private final Books books;
  private final Placer placer;

  JobDesk(Books books, Placer placer) {
    this.books = books;
    this.placer = placer;
  }

  void changed(JobFact fact) {
    if (books.isOld(fact)) return;
    JobEntry job = books.jobs.get(fact.id());
    if (job == null) {
      arrive(new JobEntry(fact, books.tenants), null);
    } else if (dispatchOnItsWay(job, fact) || confirms(job, fact)) {
      job.update(fact);
      if (fact.phase() == Phase.PLACED) job.placed();
    } else {
      NodeBook freed = detach(job);
      restIfHandedBack(fact, freed);
      job.update(fact);
      arrive(job, freed);
    }
  }

  void answered(Fact.DispatchAnswered answer) {
    JobEntry job = books.jobs.get(answer.job());
    Decision.Dispatch pending = job == null ? null : job.pending();
    if (job == null || pending == null || answer.accepted()) return;
    if (pending.attempt() != answer.attempt() || !pending.node().equals(answer.node())) return;
    boolean knowsWhy = !job.unchangedSinceDispatch();
    NodeBook freed = detach(job);
    if (freed != null) books.fleet.returnPoll(freed);
    if (knowsWhy) {
      arrive(job, freed);
    } else {
      park(job, books.now().plus(books.policy.doubt()));
      if (freed != null) placer.offer(freed);
    }
  }

  /** Deals with every job whose time has come, best rank first. */
  void allDue() {
    books.parkedJobs.due(books.now()).stream()
        .map(books.jobs::get)
        .filter(Objects::nonNull)
        .sorted(Comparator.comparing(JobEntry::rank))
        .forEach(this::due);
  }

  private void due(JobEntry job) {
    if (job.stand() == JobEntry.Stand.LOST) lose(job);
    if (job.stand() == JobEntry.Stand.PARKED) placer.enter(job, null);
    if (job.stand() == JobEntry.Stand.PLACED) loseIfNodeUnknown(job);
  }

  /** Tells the job that its attempt is over, and again until its entity has said so. */
  void lose(JobEntry job) {
    JobFact fact = job.fact();
    NodeId node = Objects.requireNonNull(fact.node());
    job.lost();
    books.parkedJobs.park(job.id(), books.now().plus(books.policy.doubt()));
    books.decide(
        new Decision.Lose(job.id(), fact.attempts(), node, fact.epoch(), REGISTRATION_ENDED));
  }

  /** Has a queued job say what is so: {@code why} no node could ever run it, or null. */
  void hears(JobEntry job, @Nullable String why) {
    if (why != null && books.policy.failUnplaceable()) {
      giveUp(job, why);
    } else if (!Objects.equals(why, job.fact().unplaceable())) {
      books.decide(
          why == null
              ? new Decision.SayPlaceable(job.id())
              : new Decision.SayUnplaceable(job.id(), why));
    }
  }

  private void giveUp(JobEntry job, String why) {
    placer.leave(job);
    park(job, books.now().plus(books.policy.doubt()));
    books.decide(new Decision.GiveUp(job.id(), why));
  }

  /** The fact is older than the dispatch that was decided: the entity has yet to answer that. */
  private static boolean dispatchOnItsWay(JobEntry job, JobFact fact) {
    Decision.Dispatch pending = job.pending();
    return pending != null && fact.attempts() < pending.attempt();
  }

  /** The fact says that the job is where its room is reserved already. */
  private boolean confirms(JobEntry job, JobFact fact) {
    if (fact.phase() != Phase.PLACED || fact.node() == null) return false;
    NodeBook node = books.fleet.find(fact.node());
    NodeBook.Reservation held = node == null ? null : node.reservations().get(job.id());
    return held != null && held.attempt() == fact.attempts() && held.epoch() == fact.epoch();
  }

  private void arrive(JobEntry job, @Nullable NodeBook freed) {
    JobFact fact = job.fact();
    books.remember(job);
    if (fact.phase() == Phase.WAITING && !mustWait(fact)) {
      placer.enter(job, freed);
      return;
    }
    if (fact.phase() == Phase.AWAY) books.forget(fact);
    if (fact.phase() == Phase.WAITING) {
      park(job, Objects.requireNonNull(fact.notBefore()));
      books.tally.count(Outcome.NOT_YET);
    }
    if (fact.phase() == Phase.PLACED) settleIn(job, Objects.requireNonNull(fact.node()));
    if (freed != null) placer.offer(freed);
  }

  private void settleIn(JobEntry job, NodeId id) {
    JobFact fact = job.fact();
    NodeBook node = books.fleet.named(id);
    if (fact.epoch() < node.epoch()) {
      lose(job);
      return;
    }
    job.placed();
    Room demand = Quantizer.demand(fact.requirements());
    books.fleet.reserve(
        node, job.id(), new NodeBook.Reservation(demand, fact.attempts(), fact.epoch()));
    if (node.view() == null) {
      books.parkedJobs.park(job.id(), books.now().plus(books.policy.strangerAfter()));
    }
  }

  /** No fact has told of the node for long: it was removed, and its registration is over. */
  private void loseIfNodeUnknown(JobEntry job) {
    NodeId id = job.fact().node();
    NodeBook node = id == null ? null : books.fleet.find(id);
    if (node == null || node.view() != null) return;
    books.fleet.release(node, job.id());
    books.fleet.forgetIfGone(node);
    lose(job);
  }

  private boolean mustWait(JobFact fact) {
    Instant notBefore = fact.notBefore();
    return notBefore != null && notBefore.isAfter(books.now());
  }

  private void park(JobEntry job, Instant until) {
    job.parked();
    books.parkedJobs.park(job.id(), until);
  }

  /** Takes the job out of wherever it stands; returns the node on which that leaves room. */
  private @Nullable NodeBook detach(JobEntry job) {
    placer.leave(job);
    books.parkedJobs.leave(job.id());
    Decision.Dispatch pending = job.pending();
    NodeId held = pending == null ? job.fact().node() : pending.node();
    NodeBook node = held == null ? null : books.fleet.find(held);
    job.parked();
    if (node == null || !node.reservations().containsKey(job.id())) return null;
    books.fleet.release(node, job.id());
    return node;
  }

  /**
   * A node in good standing that gave an attempt back without a failure has less room than it
   * seems; without a rest the whole queue would be tried on it, one by one.
   */
  private void restIfHandedBack(JobFact now, @Nullable NodeBook node) {
    if (node == null || !node.available()) return;
    if (now.phase() == Phase.AWAY) node.proved();
    boolean handedBack = now.phase() == Phase.WAITING && now.attempts() > 0 && !mustWait(now);
    if (!handedBack) return;
    var rest = books.policy.restAfter(node.handedBack());
    books.fleet.refresh(node);
    books.restingNodes.park(node.id(), books.now().plus(rest));
  }
}
