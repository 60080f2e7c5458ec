package ffrtmp.node.wiring;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.japi.function.Function;
import akka.persistence.typed.PersistenceId;
import ffrtmp.node.proxy.HttpNodeActor;
import ffrtmp.node.proxy.HttpNodeCommand;
import ffrtmp.persistence.job.JobEntity;
import ffrtmp.persistence.log.LogSourceEntity;
import ffrtmp.persistence.node.NodeEntity;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.node.NodeCommand;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeReply;
import ffrtmp.protocol.stream.LogReply;
import ffrtmp.protocol.stream.LogSourceCommand;
import ffrtmp.protocol.stream.SourceName;
import ffrtmp.protocol.worker.WorkerAnswer;
import ffrtmp.protocol.worker.WorkerCommand;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The way to the actors of jobs, nodes and log sources, wherever they live. They live on control
 * nodes; elsewhere this is only a way there. No answer in time becomes {@code UNAVAILABLE}: nothing
 * is known, and every command may be said again.
 */
final class Shards {
  static final String CONTROL = "control";
  static final EntityTypeKey<JobCommand> JOB = EntityTypeKey.create(JobCommand.class, "job");
  static final EntityTypeKey<NodeCommand> NODE = EntityTypeKey.create(NodeCommand.class, "node");

  static final EntityTypeKey<HttpNodeCommand> HTTP_NODE =
      EntityTypeKey.create(HttpNodeCommand.class, "http-node");

  static final EntityTypeKey<LogSourceCommand> LOG =
      EntityTypeKey.create(LogSourceCommand.class, "log");

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ClusterSharding sharding;

  private Shards(ClusterSharding sharding) {
    this.sharding = sharding;
  }

  /** The ways are open once {@link #host} or {@link #proxy} was called. */
  static Shards of(ActorSystem<?> system) {
    return new Shards(ClusterSharding.get(system));
  }

  /** For a node of role control: entities may live here. */
  void host(
      JobEntity.Ports jobs,
      NodeEntity.Ports nodes,
      HttpNodeActor.Ports proxies,
      LogSourceEntity.Ports logs) {
    init(
        JOB,
        (id, rest) ->
            JobEntity.create(JobId.parse(id), PersistenceId.of(JOB.name(), id), jobs, rest));
    init(
        NODE,
        (id, rest) ->
            NodeEntity.create(NodeId.parse(id), PersistenceId.of(NODE.name(), id), nodes, rest));
    init(HTTP_NODE, (id, rest) -> HttpNodeActor.create(NodeId.parse(id), proxies));
    init(
        LOG,
        (id, rest) ->
            LogSourceEntity.create(new SourceName(id), PersistenceId.of(LOG.name(), id), logs));
  }

  /** For a node without the role: only a way to the entities, which live elsewhere. */
  void proxy() {
    init(JOB, Shards::none);
    init(NODE, Shards::none);
    init(HTTP_NODE, Shards::none);
    init(LOG, Shards::none);
  }

  private <T> void init(
      EntityTypeKey<T> key, BiFunction<String, Consumer<ActorRef<?>>, Behavior<T>> entity) {
    sharding.init(
        Entity.of(key, context -> entity.apply(context.getEntityId(), rest(context)))
            .withRole(CONTROL));
  }

  /** The way by which an entity says that it need not stay in memory. */
  private static Consumer<ActorRef<?>> rest(EntityContext<?> context) {
    return entity -> context.getShard().tell(new ClusterSharding.Passivate<>(entity));
  }

  private static <T> Behavior<T> none(String id, Consumer<ActorRef<?>> rest) {
    throw new IllegalStateException("no entity lives here, so not " + id);
  }

  void tell(JobId id, JobCommand command) {
    sharding.entityRefFor(JOB, id.toString()).tell(command);
  }

  void tell(NodeId id, NodeCommand command) {
    sharding.entityRefFor(NODE, id.toString()).tell(command);
  }

  CompletionStage<JobReply> ask(JobId id, Function<ActorRef<JobReply>, JobCommand> command) {
    return sharding
        .entityRefFor(JOB, id.toString())
        .<JobReply>ask(command, PATIENCE)
        .exceptionally(
            e ->
                new JobReply.Refused(Refusal.UNAVAILABLE, "The job gave no answer in time.", null));
  }

  CompletionStage<NodeReply> askNode(
      NodeId id, Function<ActorRef<NodeReply>, NodeCommand> command) {
    return sharding
        .entityRefFor(NODE, id.toString())
        .<NodeReply>ask(command, PATIENCE)
        .exceptionally(
            e ->
                new NodeReply.Refused(
                    Refusal.UNAVAILABLE, "The node gave no answer in time.", null));
  }

  void tell(NodeId id, HttpNodeCommand command) {
    sharding.entityRefFor(HTTP_NODE, id.toString()).tell(command);
  }

  /** Asks the proxy of a node whose worker speaks HTTP; fails when no answer comes. */
  CompletionStage<WorkerAnswer> askProxy(
      NodeId id, Duration patience, Function<ActorRef<WorkerAnswer>, HttpNodeCommand> command) {
    return sharding.entityRefFor(HTTP_NODE, id.toString()).ask(command, patience);
  }

  /** Asks a log source; fails when no answer comes. */
  CompletionStage<LogReply> askLog(
      SourceName source, Function<ActorRef<LogReply>, LogSourceCommand> command) {
    return sharding.entityRefFor(LOG, source.value()).ask(command, PATIENCE);
  }

  /** Asks the worker of a node, by way of its entity; fails when no answer comes. */
  <R> CompletionStage<R> askWorker(
      NodeId id, long epoch, Function<ActorRef<R>, WorkerCommand> command) {
    return sharding
        .entityRefFor(NODE, id.toString())
        .ask(to -> new NodeCommand.Deliver(epoch, command.apply(to)), PATIENCE);
  }
}
