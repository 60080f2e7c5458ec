package ffrtmp.node.wiring;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.japi.function.Function;
import akka.persistence.typed.PersistenceId;
import ffrtmp.persistence.job.JobEntity;
import ffrtmp.persistence.node.NodeEntity;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.node.NodeCommand;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeReply;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * The way to job and node actors, wherever they live. They live on control nodes; elsewhere this is
 * only a way there. No answer in time becomes {@code UNAVAILABLE}: nothing is known, and every
 * command may be said again.
 */
final class Shards {
  static final String CONTROL = "control";
  static final EntityTypeKey<JobCommand> JOB = EntityTypeKey.create(JobCommand.class, "job");
  static final EntityTypeKey<NodeCommand> NODE = EntityTypeKey.create(NodeCommand.class, "node");

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ClusterSharding sharding;

  private Shards(ClusterSharding sharding) {
    this.sharding = sharding;
  }

  /** For a node of role control: entities may live here. */
  static Shards hosting(
      ActorSystem<?> system,
      java.util.function.Function<Shards, JobEntity.Ports> jobs,
      java.util.function.Function<Shards, NodeEntity.Ports> nodes) {
    ClusterSharding sharding = ClusterSharding.get(system);
    Shards shards = new Shards(sharding);
    JobEntity.Ports jobPorts = jobs.apply(shards);
    NodeEntity.Ports nodePorts = nodes.apply(shards);
    sharding.init(
        Entity.of(
                JOB,
                context ->
                    JobEntity.create(
                        JobId.parse(context.getEntityId()),
                        PersistenceId.of(JOB.name(), context.getEntityId()),
                        jobPorts))
            .withRole(CONTROL));
    sharding.init(
        Entity.of(
                NODE,
                context ->
                    NodeEntity.create(
                        NodeId.parse(context.getEntityId()),
                        PersistenceId.of(NODE.name(), context.getEntityId()),
                        nodePorts))
            .withRole(CONTROL));
    return shards;
  }

  /** For a node without the role: a way to the entities, which live elsewhere. */
  static Shards proxied(ActorSystem<?> system) {
    ClusterSharding sharding = ClusterSharding.get(system);
    sharding.init(Entity.of(JOB, context -> { throw new IllegalStateException("no job lives here"); }).withRole(CONTROL));
    sharding.init(Entity.of(NODE, context -> { throw new IllegalStateException("no node lives here"); }).withRole(CONTROL));
    return new Shards(sharding);
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
            e -> new JobReply.Refused(Refusal.UNAVAILABLE, "The job gave no answer in time.", null));
  }

  CompletionStage<NodeReply> askNode(NodeId id, Function<ActorRef<NodeReply>, NodeCommand> command) {
    return sharding
        .entityRefFor(NODE, id.toString())
        .<NodeReply>ask(command, PATIENCE)
        .exceptionally(
            e -> new NodeReply.Refused(Refusal.UNAVAILABLE, "The node gave no answer in time.", null));
  }
}
