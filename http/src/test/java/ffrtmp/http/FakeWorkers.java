package ffrtmp.http;

import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeView;
import ffrtmp.protocol.port.Workers;
import ffrtmp.protocol.worker.AttemptWord;
import ffrtmp.protocol.worker.Beat;
import ffrtmp.protocol.worker.Order;
import ffrtmp.protocol.worker.Registration;
import ffrtmp.protocol.worker.Sender;
import ffrtmp.protocol.worker.WorkerAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Workers whose every call is remembered, and answered as the test wishes. */
final class FakeWorkers implements Workers {
  private static final WorkerAnswer.Lease LEASE =
      new WorkerAnswer.Lease(Duration.ofSeconds(5), Duration.ofSeconds(15));

  /** A poll, and whether its client has gone. */
  record Poll(
      NodeId node,
      String incarnation,
      Duration patience,
      Sender sender,
      CompletableFuture<WorkerAnswer> answer,
      CompletableFuture<Void> hungUp) {}

  final List<Registration> registrations = new ArrayList<>();
  final List<Beat> beats = new ArrayList<>();
  final List<AttemptWord> words = new ArrayList<>();
  final List<Poll> polls = new ArrayList<>();
  final List<JobView> looks = new ArrayList<>();
  final List<String> leavers = new ArrayList<>();
  volatile Sender lastSender;
  volatile boolean hold;

  /** Whether each call succeeds, whatever {@link #answer} says. */
  volatile boolean willing;

  volatile WorkerAnswer answer =
      new WorkerAnswer.Refused(Refusal.UNKNOWN_NODE, "There is no such node.");

  @Override
  public synchronized CompletionStage<WorkerAnswer> register(
      Registration registration, Sender sender) {
    registrations.add(registration);
    return answer(sender, new WorkerAnswer.Registered(node(), false, LEASE));
  }

  @Override
  public synchronized CompletionStage<WorkerAnswer> beat(NodeId node, Beat beat, Sender sender) {
    beats.add(beat);
    return answer(sender, new WorkerAnswer.Beaten(node(), LEASE, List.of()));
  }

  @Override
  public synchronized CompletionStage<WorkerAnswer> next(
      NodeId node, String incarnation, Duration wait, Sender sender, CompletionStage<?> hungUp) {
    var poll =
        new Poll(
            node,
            incarnation,
            wait,
            sender,
            new CompletableFuture<>(),
            hungUp.<Void>thenApply(gone -> null).toCompletableFuture());
    polls.add(poll);
    lastSender = sender;
    if (!hold) poll.answer().complete(willing ? new WorkerAnswer.HandedOut(null) : answer);
    return poll.answer();
  }

  @Override
  public synchronized CompletionStage<WorkerAnswer> report(
      NodeId node, AttemptWord word, Sender sender) {
    words.add(word);
    JobView job = Samples.job(1, JobStatus.PROCESSING);
    return answer(sender, new WorkerAnswer.Heard(job, Order.Kind.CONTINUE));
  }

  @Override
  public synchronized CompletionStage<WorkerAnswer> leave(
      NodeId node, String incarnation, Sender sender) {
    leavers.add(incarnation);
    return answer(sender, new WorkerAnswer.Left(node()));
  }

  @Override
  public synchronized void looked(JobView job, Sender sender) {
    looks.add(job);
    lastSender = sender;
  }

  @Override
  public CompletionStage<Boolean> canPause(NodeId node) {
    return CompletableFuture.completedStage(true);
  }

  synchronized Poll poll(int number) {
    return polls.get(number);
  }

  synchronized void forget() {
    registrations.clear();
    beats.clear();
    words.clear();
    polls.clear();
    looks.clear();
    leavers.clear();
  }

  private CompletionStage<WorkerAnswer> answer(Sender sender, WorkerAnswer success) {
    lastSender = sender;
    return CompletableFuture.completedStage(willing ? success : answer);
  }

  private static NodeView node() {
    return Samples.nodeInfo(1).node();
  }
}
