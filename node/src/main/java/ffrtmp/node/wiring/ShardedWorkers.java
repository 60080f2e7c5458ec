package ffrtmp.node.wiring;

import akka.actor.typed.ActorRef;
import akka.japi.function.Function;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.typesafe.config.Config;
import ffrtmp.node.proxy.HandOuts;
import ffrtmp.node.proxy.HttpNodeCommand;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.metric.Reading;
import ffrtmp.protocol.node.NodeCommand;
import ffrtmp.protocol.node.NodeFacts;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeReply;
import ffrtmp.protocol.node.Transport;
import ffrtmp.protocol.port.Readings;
import ffrtmp.protocol.port.Workers;
import ffrtmp.protocol.worker.AttemptWord;
import ffrtmp.protocol.worker.Beat;
import ffrtmp.protocol.worker.Registration;
import ffrtmp.protocol.worker.Sender;
import ffrtmp.protocol.worker.WorkerAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The workers that speak HTTP, each by the proxy of its node, wherever that lives. */
final class ShardedWorkers implements Workers, Readings {
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Duration FACTS_LAST = Duration.ofMinutes(1);
  private static final int NODES_KNOWN = 20_000;
  private static final WorkerAnswer NOTHING = new WorkerAnswer.HandedOut(null);

  private static final Duration TO_ANSWER = Duration.ofSeconds(2);

  /** How long the last answers have to leave, which are no longer seen here. */
  private static final Duration TO_LEAVE = Duration.ofMillis(200);

  private record OpenPoll(NodeId node, CompletableFuture<Void> answered) {}

  private final Shards shards;
  private final HandOuts handOuts;
  private final int mostPolls;
  private final Duration longestWait;
  private final Map<String, OpenPoll> polls = new ConcurrentHashMap<>();
  private volatile boolean ending;
  private final LongAdder shortened = new LongAdder();
  private final Cache<NodeId, NodeFacts> facts =
      Caffeine.newBuilder().maximumSize(NODES_KNOWN).expireAfterWrite(FACTS_LAST).build();

  /**
   * @param handOuts what the proxies on this node count
   */
  ShardedWorkers(Shards shards, HandOuts handOuts, Config config) {
    this.shards = shards;
    this.handOuts = handOuts;
    Config c = config.getConfig("ffrtmp.http-workers");
    mostPolls = c.getInt("polls");
    longestWait = c.getDuration("longest-wait");
  }

  @Override
  public void read(Consumer<Reading> to) {
    to.accept(new Reading.Value(Metric.HTTP_POLLS, List.of(), polls.size()));
    to.accept(new Reading.Value(Metric.HTTP_POLLS_SHORTENED, List.of(), shortened.sum()));
    to.accept(handOuts("made", handOuts.handedOut()));
    to.accept(handOuts("lost", handOuts.lost()));
  }

  private static Reading handOuts(String result, long count) {
    return new Reading.Value(Metric.HTTP_HAND_OUTS, List.of(result), count);
  }

  @Override
  public CompletionStage<WorkerAnswer> register(Registration registration, Sender sender) {
    NodeFacts node = registration.facts();
    return ask(
        NodeId.of(node.address(), node.name()),
        to -> new HttpNodeCommand.Register(registration, sender, to));
  }

  @Override
  public CompletionStage<WorkerAnswer> beat(NodeId node, Beat beat, Sender sender) {
    return ask(node, to -> new HttpNodeCommand.Beats(beat, sender, to));
  }

  @Override
  public CompletionStage<WorkerAnswer> next(
      NodeId node,
      @Nullable String incarnation,
      Duration wait,
      Sender sender,
      CompletionStage<?> hungUp) {
    long millis = Math.min(wait.toMillis(), longestWait.toMillis());
    if (millis > 0 && polls.size() >= mostPolls) {
      shortened.increment();
      millis = 0;
    }
    String key = UUID.randomUUID().toString();
    OpenPoll poll = new OpenPoll(node, new CompletableFuture<>());
    polls.put(key, poll);
    long atMost = ending ? 0 : millis;
    CompletionStage<WorkerAnswer> answered =
        shards
            .askProxy(
                node,
                PATIENCE.plusMillis(atMost),
                to -> new HttpNodeCommand.Poll(key, incarnation, atMost, sender, to))
            .exceptionally(late -> NOTHING)
            .thenApply(
                answer -> {
                  polls.remove(key);
                  poll.answered().complete(null);
                  return answer;
                });
    // after the question, which must not overtake it where the client has gone already
    hungUp.thenRun(() -> hangUp(key));
    return answered;
  }

  /**
   * Has every open poll answered, with nothing where no job is on its way to it: a worker takes
   * that for a quiet time, and a connection that breaks for a fault. Later ones do not wait.
   *
   * @return completes when the answers are out, or after some seconds
   */
  CompletionStage<Void> end() {
    ending = true;
    var open = List.copyOf(polls.values());
    polls.keySet().forEach(this::hangUp);
    return CompletableFuture.allOf(
            open.stream().map(OpenPoll::answered).toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, TO_ANSWER.toMillis(), TimeUnit.MILLISECONDS)
        .thenRunAsync(
            () -> {},
            CompletableFuture.delayedExecutor(TO_LEAVE.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void hangUp(String key) {
    OpenPoll poll = polls.get(key);
    if (poll != null) shards.tell(poll.node(), new HttpNodeCommand.HangUp(key));
  }

  @Override
  public CompletionStage<WorkerAnswer> report(NodeId node, AttemptWord word, Sender sender) {
    return ask(node, to -> new HttpNodeCommand.Report(word, sender, to));
  }

  @Override
  public CompletionStage<WorkerAnswer> leave(NodeId node, String incarnation, Sender sender) {
    return ask(node, to -> new HttpNodeCommand.Leave(incarnation, sender, to));
  }

  @Override
  public void looked(JobView job, Sender sender) {
    NodeId node = job.nodeId();
    if (node == null || job.completedAt() != null) return;
    facts(node)
        .thenAccept(
            known -> {
              if (known.filter(ShardedWorkers::speaksHttp).isEmpty()) return;
              shards.tell(node, new HttpNodeCommand.Look(job.id(), job.attempt(), sender));
            });
  }

  @Override
  public CompletionStage<Boolean> canPause(NodeId node) {
    return facts(node)
        .thenApply(
            known ->
                known.filter(f -> speaksHttp(f) && !f.capabilities().contains("pause")).isEmpty());
  }

  private static boolean speaksHttp(NodeFacts node) {
    return node.transport() == Transport.HTTP;
  }

  /** What the node declared, up to a minute ago. */
  private CompletionStage<Optional<NodeFacts>> facts(NodeId node) {
    NodeFacts known = facts.getIfPresent(node);
    if (known != null) return CompletableFuture.completedStage(Optional.of(known));
    return shards
        .askNode(node, NodeCommand.Get::new)
        .thenApply(
            reply -> {
              if (!(reply instanceof NodeReply.Accepted accepted)) return Optional.empty();
              facts.put(node, accepted.node().facts());
              return Optional.of(accepted.node().facts());
            });
  }

  private CompletionStage<WorkerAnswer> ask(
      NodeId node, Function<ActorRef<WorkerAnswer>, HttpNodeCommand> command) {
    return shards
        .askProxy(node, PATIENCE, command)
        .exceptionally(
            late ->
                new WorkerAnswer.Refused(
                    Refusal.UNAVAILABLE, "The node's proxy gave no answer in time."));
  }
}
