package ffrtmp.http;

import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.node.NodeId;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Workers whose every call is remembered, and answered as the test wishes. */
final class FakeWorkers implements Workers {
  private static final int MOST = 1000;
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
  List<Order> orders = List.of();
  volatile JobView job;
  volatile Sender lastSender;
  volatile boolean hold;

  /** Given instead of a success. */
  volatile Optional<WorkerAnswer> answer = Optional.empty();

  @Override
  public synchronized CompletionStage<WorkerAnswer> register(
      Registration registration, Sender sender) {
    remember(registrations, registration);
    return answer(sender, new WorkerAnswer.Registered(Samples.nodeInfo(1).node(), true, LEASE));
  }

  @Override
  public synchronized CompletionStage<WorkerAnswer> beat(NodeId node, Beat beat, Sender sender) {
    remember(beats, beat);
    return answer(sender, new WorkerAnswer.Beaten(Samples.nodeInfo(1).node(), LEASE, orders));
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
    remember(polls, poll);
    lastSender = sender;
    if (!hold) poll.answer().complete(answer.orElse(new WorkerAnswer.HandedOut(job)));
    return poll.answer();
  }

  @Override
  public synchronized CompletionStage<WorkerAnswer> report(
      NodeId node, AttemptWord word, Sender sender) {
    remember(words, word);
    JobView view = job == null ? Samples.job(1, JobStatus.PROCESSING) : job;
    return answer(sender, new WorkerAnswer.Heard(view, Order.Kind.CONTINUE));
  }

  @Override
  public synchronized CompletionStage<WorkerAnswer> leave(
      NodeId node, String incarnation, Sender sender) {
    remember(leavers, incarnation);
    return answer(sender, new WorkerAnswer.Left(Samples.nodeInfo(1).node()));
  }

  @Override
  public synchronized void looked(JobView job, Sender sender) {
    remember(looks, job);
    lastSender = sender;
  }

  @Override
  public CompletionStage<Boolean> canPause(NodeId node) {
    return CompletableFuture.completedStage(true);
  }

  synchronized Poll poll(int number) {
    return polls.get(number);
  }

  private CompletionStage<WorkerAnswer> answer(Sender sender, WorkerAnswer success) {
    lastSender = sender;
    return CompletableFuture.completedStage(answer.orElse(success));
  }

  /** A fuzzer says much. */
  private static <T> void remember(List<T> all, T one) {
    if (all.size() < MOST) all.add(one);
  }
}
