package ffrtmp.node.proxy;

import akka.actor.typed.ActorRef;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeView;
import ffrtmp.protocol.worker.Held;
import ffrtmp.protocol.worker.WorkerAnswer;
import ffrtmp.protocol.worker.WorkerCommand;
import ffrtmp.protocol.worker.WorkerReport;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Brings attempts and polls together: the job commits that the attempt started, and only then is
 * the poll answered with it.
 */
final class HandingOut {
  /** What follows from it. */
  interface Listener {
    /** Fewer or more polls are open than the scheduler believes. */
    void pollsChanged();

    /** Something is to be waited for. */
    void waits();
  }

  private static final Duration AGAIN = Duration.ofMillis(500);
  private static final WorkerAnswer NOTHING = new WorkerAnswer.HandedOut(null);

  private final NodeId id;
  private final Logger log;
  private final Post post;
  private final Polls polls;
  private final Holds holds;
  private final HandOuts counts;
  private final LongSupplier nanos;
  private final Listener listener;
  private final Map<String, ActorRef<WorkerAnswer>> askers = new HashMap<>();
  private final Set<Held> starting = new HashSet<>();

  HandingOut(
      NodeId id,
      Logger log,
      Post post,
      Polls polls,
      Holds holds,
      HandOuts counts,
      LongSupplier nanos,
      Listener listener) {
    this.id = id;
    this.log = log;
    this.post = post;
    this.polls = polls;
    this.holds = holds;
    this.counts = counts;
    this.nanos = nanos;
    this.listener = listener;
  }

  /** Somebody waits for the answer to that poll. */
  void asks(String key, ActorRef<WorkerAnswer> asker) {
    askers.put(key, asker);
  }

  boolean isAsked(String key) {
    return askers.containsKey(key);
  }

  void forget(String key) {
    askers.remove(key);
  }

  void answerNothing(List<String> keys) {
    for (String key : keys) {
      var asker = askers.remove(key);
      if (asker != null) asker.tell(NOTHING);
    }
  }

  void answerAllNothing() {
    answerNothing(List.copyOf(askers.keySet()));
  }

  /** The attempt runs, as far as its job knows, and whether the node has it must show. */
  void adopt(Held held) {
    holds
        .adopt(held)
        .filter(hold -> !hold.isOut() && !starting.contains(held))
        .ifPresent(hold -> hold.handedOut(now()));
  }

  void run(WorkerCommand.Run run) {
    Held held = new Held(run.job(), run.attempt());
    if (holds.find(run.job()).filter(h -> h.held().attempt() >= run.attempt()).isPresent()) return;
    Polls.Poll poll = polls.take().orElse(null);
    if (poll == null) {
      post.report(held, new WorkerReport.NoRoom("the node has no poll open"), reply -> {});
      return;
    }
    holds.adopt(held);
    starting.add(held);
    start(held, poll);
  }

  private void start(Held held, Polls.Poll poll) {
    post.report(held, new WorkerReport.Started(), reply -> started(held, poll, reply));
  }

  /** The commit that it runs is what makes the hand-out the only one. */
  private void started(Held held, Polls.Poll poll, JobReply reply) {
    if (Post.isUnknown(reply)) {
      post.after(held, AGAIN, () -> start(held, poll));
      return;
    }
    starting.remove(held);
    boolean wanted = holds.find(held).isPresent();
    JobView job = reply instanceof JobReply.Accepted accepted ? accepted.job() : null;
    if (wanted && job != null && job.status() == JobStatus.PROCESSING) {
      handOut(held, poll, job);
      return;
    }
    holds.end(held);
    if (wanted && job != null) {
      post.report(held, new WorkerReport.Stopped("it was not handed out"), stopped -> {});
    }
    if (askers.containsKey(poll.key())) polls.open(poll);
    listener.pollsChanged();
  }

  private void handOut(Held held, Polls.Poll poll, JobView job) {
    ActorRef<WorkerAnswer> asker = askers.remove(poll.key());
    while (asker == null) {
      Polls.Poll other = polls.take().orElse(null);
      if (other == null) {
        holds.end(held);
        post.report(held, new WorkerReport.NoRoom("the node hung up"), reply -> {});
        return;
      }
      asker = askers.remove(other.key());
    }
    asker.tell(new WorkerAnswer.HandedOut(job));
    holds.find(held).ifPresent(hold -> hold.handedOut(now()));
    counts.handOut();
    log.info("job {} attempt {} handed out to node {}", held.job(), held.attempt(), id);
    listener.waits();
  }

  /** {@code lost} is run once the job has let go of the attempt. */
  void lose(Hold hold, @Nullable NodeView view, Runnable lost) {
    Held held = hold.held();
    hold.handedOut(now());
    if (view == null) return;
    String why = "the node showed no sign of it since it was handed out";
    log.warn("job {} attempt {}: {}", held.job(), held.attempt(), why);
    counts.lose();
    post.askJob(
        held,
        to -> new JobCommand.AttemptLost(held.attempt(), id, view.epoch(), why, to),
        reply -> {
          if (Post.isUnknown(reply)) return;
          holds.end(held);
          lost.run();
        });
  }

  private long now() {
    return nanos.getAsLong();
  }
}
