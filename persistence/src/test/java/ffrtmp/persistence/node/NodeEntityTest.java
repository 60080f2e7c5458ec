package ffrtmp.persistence.node;

import static ffrtmp.persistence.Samples.CALLER;
import static ffrtmp.persistence.Samples.JOB;
import static ffrtmp.persistence.Samples.T0;
import static ffrtmp.persistence.Samples.facts;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import ffrtmp.persistence.Databases;
import ffrtmp.persistence.journal.JournalIds;
import ffrtmp.persistence.journal.Store;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.node.NodeCommand;
import ffrtmp.protocol.node.NodeFacts;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeReply;
import ffrtmp.protocol.node.NodeView;
import ffrtmp.protocol.node.Transport;
import ffrtmp.protocol.port.JobFact;
import ffrtmp.protocol.port.NodeFact;
import ffrtmp.protocol.port.SchedulerHints;
import ffrtmp.protocol.worker.WorkerCommand;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeEntityTest {
  private static final WorkerCommand STOP = new WorkerCommand.Stop(JOB, 1);

  private static Store store;
  private static ActorTestKit kit;

  private NodeId id;
  private TestProbe<WorkerCommand> worker;
  private TestProbe<NodeFact> hints;
  private TestProbe<ActorRef<?>> rest;
  private ActorRef<NodeCommand> node;

  @BeforeAll
  static void open() {
    store = Databases.fresh(Store.Kind.H2);
    kit = ActorTestKit.create(Databases.config(store));
  }

  @AfterAll
  static void close() {
    kit.shutdownTestKit();
    store.close();
  }

  @BeforeEach
  void fresh() {
    id = new NodeId(UUID.randomUUID());
    worker = kit.createTestProbe();
    hints = kit.createTestProbe();
    rest = kit.createTestProbe();
    node = spawn();
  }

  @Test
  void eachNewIncarnationAndEachLossBeginsANewEpoch() {
    assertThat(accepted(register("a")).epoch()).isEqualTo(1);
    assertThat(accepted(register("a")).revision()).as("persists nothing").isEqualTo(1);
    assertThat(accepted(register("b")).epoch()).isEqualTo(2);
    assertThat(accepted(lost(2)).epoch()).isEqualTo(3);
    assertThat(accepted(lost(2)).revision()).as("a repeat").isEqualTo(3);
    assertThat(accepted(register("b")).epoch()).isEqualTo(4);
  }

  @Test
  void anAgentThatComesBackByItsHeartbeatIsTheSameIncarnationInANewEpoch() {
    accepted(registerHttp("a"));
    accepted(lost(1));
    assertThat(refused(attach("a", false))).isEqualTo(Refusal.STALE_EPOCH);
    assertThat(refused(attach("b", true))).isEqualTo(Refusal.STALE_EPOCH);
    assertThat(accepted(attach(null, true)).epoch()).isEqualTo(3);
    assertThat(accepted(attach("a", false)).revision()).as("persists nothing").isEqualTo(3);
    for (int i = 0; i < 3; i++) assertThat(hints.receiveMessage().life()).isEqualTo(1);
    accepted(registerHttp("b"));
    assertThat(hints.receiveMessage().life()).as("another incarnation").isEqualTo(4);
    node.tell(new NodeCommand.Deliver(4, STOP));
    assertThat(worker.receiveMessage()).isEqualTo(STOP);
  }

  @Test
  void whoWasAskedForANodeThatNeverWasNeedNotStay() {
    assertThat(refused(NodeCommand.Get::new)).isEqualTo(Refusal.UNKNOWN_NODE);
    assertThat(rest.receiveMessage(Duration.ofSeconds(20))).isEqualTo(node);
    accepted(register("a"));
    accepted(NodeCommand.Get::new);
    rest.expectNoMessage(Duration.ZERO);
  }

  @Test
  void whoIsAskedForJustBeforeItRegistersStaysAndKnowsItsWorker() {
    assertThat(refused(NodeCommand.Get::new)).isEqualTo(Refusal.UNKNOWN_NODE);
    accepted(register("a"));
    rest.expectNoMessage(Duration.ofMillis(1500));
    node.tell(new NodeCommand.Deliver(1, STOP));
    assertThat(worker.receiveMessage()).isEqualTo(STOP);
  }

  @Test
  void nobodyAttachesToTheNodeOfAClusterWorker() {
    assertThat(refused(attach(null, true))).isEqualTo(Refusal.UNKNOWN_NODE);
    accepted(register("a"));
    assertThat(refused(attach(null, true))).isEqualTo(Refusal.UNSUPPORTED);
  }

  @Test
  void aLateLossCannotHurtTheNextRegistration() {
    accepted(register("a"));
    accepted(register("b"));
    assertThat(refused(lost(1))).isEqualTo(Refusal.STALE_EPOCH);
    assertThat(accepted(NodeCommand.Get::new).online()).isTrue();
  }

  @Test
  void commandsReachTheWorkerOfTheirEpochOnly() {
    accepted(register("a"));
    node.tell(new NodeCommand.Deliver(1, STOP));
    assertThat(worker.receiveMessage()).isEqualTo(STOP);
    accepted(lost(1));
    node.tell(new NodeCommand.Deliver(1, STOP));
    node.tell(new NodeCommand.Deliver(2, STOP));
    accepted(register("b"));
    var pause = new WorkerCommand.Pause(JOB, 1);
    node.tell(new NodeCommand.Deliver(3, pause));
    assertThat(worker.receiveMessage()).isEqualTo(pause);
  }

  @Test
  void aMovedEntityLearnsTheWorkerFromTheSameIncarnationAgain() {
    accepted(register("a"));
    accepted(NodeEntityTest::drain);
    kit.stop(node);
    node = spawn();
    node.tell(new NodeCommand.Deliver(1, STOP));
    var view = accepted(register("a"));
    assertThat(view.epoch()).isEqualTo(1);
    assertThat(view.draining()).isTrue();
    var pause = new WorkerCommand.Pause(JOB, 1);
    node.tell(new NodeCommand.Deliver(1, pause));
    assertThat(worker.receiveMessage()).isEqualTo(pause);
  }

  @Test
  void drainingSurvivesANewIncarnationAndEndsWithResume() {
    accepted(register("a"));
    assertThat(accepted(NodeEntityTest::drain).drainDeadline()).isEqualTo(T0.plusSeconds(60));
    assertThat(accepted(register("b")).draining()).isTrue();
    assertThat(accepted(r -> new NodeCommand.Resume(CALLER, r)).draining()).isFalse();
  }

  @Test
  void aRemovedNodeIsUnknownUntilItRegistersAgainWithAGreaterEpoch() {
    accepted(register("a"));
    accepted(r -> new NodeCommand.Remove(CALLER, r));
    assertThat(refused(NodeCommand.Get::new)).isEqualTo(Refusal.UNKNOWN_NODE);
    var other = new Cause("ada", "request-2");
    assertThat(refused(r -> new NodeCommand.Remove(other, r))).isEqualTo(Refusal.UNKNOWN_NODE);
    accepted(r -> new NodeCommand.Remove(CALLER, r));
    hints.receiveMessage();
    assertThat(hints.receiveMessage().removed()).isTrue();
    assertThat(accepted(register("a")).epoch()).isEqualTo(3);
  }

  @Test
  void aWorkerThatLeavesInOrderIsOffline() {
    accepted(register("a"));
    assertThat(refused(r -> new NodeCommand.Deregister("old", r))).isEqualTo(Refusal.STALE_EPOCH);
    var view = accepted(r -> new NodeCommand.Deregister("a", r));
    assertThat(view.online()).isFalse();
    assertThat(view.epoch()).isEqualTo(2);
    assertThat(accepted(r -> new NodeCommand.Deregister("a", r)).epoch()).isEqualTo(2);
  }

  @Test
  void aNodeWithASnapshotRecoversFromIt() {
    for (int i = 0; i < 120; i++) accepted(register("i" + i));
    kit.stop(node);
    node = spawn();
    var view = accepted(NodeCommand.Get::new);
    assertThat(view.epoch()).isEqualTo(120);
    assertThat(view.revision()).isEqualTo(120);
  }

  private Function<ActorRef<NodeReply>, NodeCommand> register(String incarnation) {
    return r -> new NodeCommand.Register(facts("n1"), incarnation, worker.getRef(), r);
  }

  private Function<ActorRef<NodeReply>, NodeCommand> registerHttp(String incarnation) {
    var f = facts("n1");
    var http =
        new NodeFacts(
            f.name(),
            f.address(),
            f.type(),
            f.cpuThreads(),
            f.cpuModel(),
            f.ramTotalBytes(),
            f.gpuCount(),
            f.gpuType(),
            f.gpuCapabilities(),
            f.capabilities(),
            f.labels(),
            f.maxConcurrentJobs(),
            f.ffmpegVersion(),
            Transport.HTTP);
    return r -> new NodeCommand.Register(http, incarnation, worker.getRef(), r);
  }

  private Function<ActorRef<NodeReply>, NodeCommand> attach(String incarnation, boolean revive) {
    return r -> new NodeCommand.Attach(incarnation, revive, worker.getRef(), r);
  }

  private static Function<ActorRef<NodeReply>, NodeCommand> lost(long epoch) {
    return r -> new NodeCommand.LeaseLost(epoch, "silent", r);
  }

  private static NodeCommand drain(ActorRef<NodeReply> replyTo) {
    return new NodeCommand.Drain(T0.plusSeconds(60), CALLER, replyTo);
  }

  private ActorRef<NodeCommand> spawn() {
    var clock = Clock.fixed(T0, ZoneOffset.UTC);
    var ports = new NodeEntity.Ports(new Hints(), clock, () -> {});
    return kit.spawn(NodeEntity.create(id, JournalIds.of(id), ports, rest.getRef()::tell));
  }

  private NodeView accepted(Function<ActorRef<NodeReply>, NodeCommand> command) {
    return ((NodeReply.Accepted) ask(command)).node();
  }

  private Refusal refused(Function<ActorRef<NodeReply>, NodeCommand> command) {
    return ((NodeReply.Refused) ask(command)).refusal();
  }

  private NodeReply ask(Function<ActorRef<NodeReply>, NodeCommand> command) {
    TestProbe<NodeReply> probe = kit.createTestProbe();
    node.tell(command.apply(probe.getRef()));
    return probe.receiveMessage(Duration.ofSeconds(20));
  }

  private final class Hints implements SchedulerHints {
    @Override
    public void changed(JobFact fact) {
      throw new AssertionError("a node speaks of no job: " + fact);
    }

    @Override
    public void changed(NodeFact fact) {
      hints.getRef().tell(fact);
    }
  }
}
