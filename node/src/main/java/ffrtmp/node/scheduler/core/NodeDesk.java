package ffrtmp.node.scheduler.core;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeView;
import ffrtmp.protocol.port.NodeFact;
import ffrtmp.protocol.worker.Held;
import java.time.Instant;

/** Takes in what is learnt of nodes. */
final class NodeDesk {

  private final Books books;
  private final Placer placer;
  private final JobDesk jobs;
  private final Unplaceable unplaceable;

  NodeDesk(Books books, Placer placer, JobDesk jobs, Unplaceable unplaceable) {
    this.books = books;
    this.placer = placer;
    this.jobs = jobs;
    this.unplaceable = unplaceable;
  }

  void changed(NodeFact fact) {
    NodeBook node = books.fleet.change(fact);
    if (node == null) return;
    for (JobId ended : node.releaseEnded()) {
      JobEntry job = books.jobs.get(ended);
      if (job != null && job.stand() == JobEntry.Stand.PLACED) jobs.lose(job);
    }
    books.fleet.refresh(node);
    watchDrain(node, fact.node());
    placer.offer(node);
    placer.offerLastResorts();
    unplaceable.checkAll();
    books.fleet.forgetIfGone(node);
  }

  void heard(Fact.NodeHeard heard) {
    NodeBook node = books.fleet.find(heard.node());
    if (node == null) return;
    boolean closes = heard.closing() && node.close(heard.epoch());
    boolean opens = node.confirm(heard.epoch());
    if (closes || opens) {
      books.fleet.refresh(node);
      placer.offer(node);
    }
    if (closes) placer.offerLastResorts();
    if (heard.epoch() == node.epoch()) compare(node, heard);
  }

  /** What a proxy says is a report of what its node holds, too. */
  void offered(Fact.Offered offered) {
    NodeBook node = books.fleet.find(offered.node());
    if (node == null || !node.offers(offered)) return;
    node.confirm(offered.epoch());
    books.fleet.refresh(node);
    placer.offer(node);
  }

  void silent(Fact.NodeSilent silent) {
    NodeBook node = books.fleet.find(silent.node());
    NodeView view = node == null ? null : node.view();
    if (node == null || view == null || !view.online() || node.condemned()) return;
    if (view.epoch() != silent.epoch()) return;
    node.condemn();
    books.fleet.refresh(node);
    books.decide(new Decision.DeclareLost(node.id(), silent.epoch(), silent.why()));
    placer.offerLastResorts();
  }

  void rested(NodeId id) {
    NodeBook node = books.fleet.find(id);
    if (node == null) return;
    node.rested();
    books.fleet.refresh(node);
    placer.offer(node);
  }

  /** The drain deadline has passed: asks for every attempt back, again until none is left. */
  void drainDue(NodeId id) {
    NodeBook node = books.fleet.find(id);
    if (node == null || node.reservations().isEmpty()) return;
    node.reservations()
        .forEach(
            (job, held) ->
                books.decide(new Decision.HandBack(job, held.attempt(), id, held.epoch())));
    books.drains.park(id, books.now().plus(books.policy.doubt()));
  }

  private void watchDrain(NodeBook node, NodeView view) {
    Instant deadline = view.drainDeadline();
    if (node.registered() && view.draining() && deadline != null) {
      books.drains.park(node.id(), deadline);
    } else {
      books.drains.leave(node.id());
    }
  }

  /** Wakes what the worker should hold and, for longer than a message takes, does not. */
  private void compare(NodeBook node, Fact.NodeHeard heard) {
    node.reservations()
        .forEach(
            (id, reservation) -> {
              JobEntry job = books.jobs.get(id);
              if (job == null || job.stand() != JobEntry.Stand.PLACED) return;
              compare(job, heard.held().contains(new Held(id, reservation.attempt())));
            });
  }

  private void compare(JobEntry job, boolean held) {
    Instant since = job.missingSince();
    if (held) {
      job.missing(null);
    } else if (since == null) {
      job.missing(books.now());
    } else if (!since.plus(books.policy.doubt()).isAfter(books.now())) {
      job.missing(books.now());
      books.decide(new Decision.Wake(job.id()));
    }
  }
}
