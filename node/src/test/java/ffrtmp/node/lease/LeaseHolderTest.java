package ffrtmp.node.lease;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.receptionist.Receptionist;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.node.NodeCommand;
import ffrtmp.protocol.node.NodeFacts;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeReply;
import ffrtmp.protocol.node.NodeView;
import ffrtmp.protocol.node.Transport;
import ffrtmp.protocol.node.Vitals;
import ffrtmp.protocol.worker.Held;
import ffrtmp.protocol.worker.WorkerCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaseHolderTest {
  private static final NodeId NODE = new NodeId(new UUID(2, 1));
  private static final Held HELD = new Held(new JobId(new UUID(1, 1)), 1);
  private static final LeaseSettings SETTINGS =
      new LeaseSettings(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(10));

  private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
  private final ManualNanos time = new ManualNanos(ManualTime.get(kit.system()));
  private final TestProbe<NodeCommand> entity = kit.createTestProbe();
  private final TestProbe<LeaseKeeper.Command> keeper = kit.createTestProbe();
  private final TestProbe<WorkerCommand> worker = kit.createTestProbe();
  private final FakeWorker attempts = new FakeWorker();
  private final AtomicInteger incarnations = new AtomicInteger();

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void aWorkerRegistersAgainAndAgainUntilItIsAnswered() {
    holder();
    assertThat(registration().incarnation()).isEqualTo("i1");
    time.pass(Duration.ofSeconds(1));
    assertThat(registration().incarnation()).isEqualTo("i1");
  }

  @Test
  void anAcknowledgedWorkerKeepsItsLeaseAndTellsItsAddressAgain() {
    holder();
    accept(registration(), 7);
    keeper.expectMessageClass(LeaseKeeper.Renew.class);
    passAcknowledging(11);
    assertThat(attempts.ended).isEmpty();
    var again = registration();
    assertThat(again.incarnation()).isEqualTo("i1");
    assertThat(again.worker()).isEqualTo(worker.ref());
  }

  @Test
  void aRenewalNamesTheRegistrationAndWhatIsHeld() {
    attempts.held = Set.of(HELD);
    holder();
    accept(registration(), 7);
    var renewal = keeper.expectMessageClass(LeaseKeeper.Renew.class);
    assertThat(renewal.epoch()).isEqualTo(7);
    assertThat(renewal.incarnation()).isEqualTo("i1");
    assertThat(renewal.held()).containsExactly(HELD);
    assertThat(attempts.opened).as("it takes attempts from here on").hasValue(1);
  }

  @Test
  void aWorkerThatNobodyAcknowledgesEndsEverythingAndComesBackAsAnother() {
    attempts.held = Set.of(HELD);
    holder();
    accept(registration(), 7);
    keeper.expectMessageClass(LeaseKeeper.Renew.class);
    time.pass(Duration.ofMillis(4750));
    for (int i = 1; i <= 4; i++) keeper.expectMessageClass(LeaseKeeper.Renew.class);
    assertThat(attempts.ended).isEmpty();
    time.pass(Duration.ofMillis(500));
    entity.awaitAssert(
        () -> {
          assertThat(attempts.ended).isNotEmpty();
          return null;
        });
    assertThat(incarnations).as("something of it still runs").hasValue(1);
    attempts.held = Set.of();
    time.pass(Duration.ofMillis(250));
    var anew = registration();
    assertThat(anew.incarnation()).isEqualTo("i2");
    assertThat(attempts.opened).as("the old registration opened it").hasValue(1);
    accept(anew, 8);
    keeper.expectMessageClass(LeaseKeeper.Renew.class);
    assertThat(attempts.opened).as("the new one opens it again").hasValue(2);
  }

  @Test
  void aWorkerWhoseRegistrationWasReplacedEndsEverything() {
    holder();
    var register = registration();
    accept(register, 7);
    keeper.expectMessageClass(LeaseKeeper.Renew.class);
    accept(register, 8);
    assertThat(registration().incarnation()).isEqualTo("i2");
    assertThat(attempts.ended).hasSize(1);
  }

  @Test
  void anAnswerToAnEarlierIncarnationChangesNothing() {
    holder();
    var first = registration();
    accept(first, 7);
    keeper.expectMessageClass(LeaseKeeper.Renew.class);
    first.replyTo().tell(new NodeReply.Refused(Refusal.STALE_EPOCH, "replaced", null));
    var second = registration();
    accept(second, 9);
    assertThat(keeper.expectMessageClass(LeaseKeeper.Renew.class).epoch()).isEqualTo(9);
    accept(first, 7);
    passAcknowledging(2);
    assertThat(incarnations).hasValue(2);
  }

  @Test
  void aWorkerThatBeginsToEndSaysSoAtOnceAndInEveryRenewalAfter() {
    var holder = holder();
    accept(registration(), 7);
    assertThat(keeper.expectMessageClass(LeaseKeeper.Renew.class).closing()).isFalse();
    holder.tell(new LeaseHolder.Close());
    assertThat(keeper.expectMessageClass(LeaseKeeper.Renew.class).closing())
        .as("no time has passed")
        .isTrue();
    time.pass(Duration.ofSeconds(1));
    assertThat(keeper.expectMessageClass(LeaseKeeper.Renew.class).closing()).isTrue();
  }

  @Test
  void aWorkerThatBeginsToEndBeforeItIsRegisteredSaysSoInItsFirstRenewal() {
    var holder = holder();
    var register = registration();
    holder.tell(new LeaseHolder.Close());
    accept(register, 7);
    assertThat(keeper.expectMessageClass(LeaseKeeper.Renew.class).closing()).isTrue();
  }

  @Test
  void aWorkerThatLeavesDeregistersAndStops() {
    var holder = holder();
    accept(registration(), 7);
    TestProbe<LeaseHolder.Left> leaver = kit.createTestProbe();
    holder.tell(new LeaseHolder.Leave(leaver.ref()));
    var deregister = entity.expectMessageClass(NodeCommand.Deregister.class);
    assertThat(deregister.incarnation()).isEqualTo("i1");
    deregister.replyTo().tell(new NodeReply.Accepted(view(8, false)));
    leaver.expectMessageClass(LeaseHolder.Left.class);
    leaver.expectTerminated(holder);
  }

  private ActorRef<LeaseHolder.Command> holder() {
    kit.system().receptionist().tell(Receptionist.register(LeaseKeeper.KEY, keeper.ref()));
    var ports =
        new LeaseHolder.Ports(
            NODE,
            facts(),
            worker.ref(),
            (id, command) -> entity.ref().tell(command),
            attempts,
            () -> new Vitals(null, null),
            () -> Set.of("k"),
            () -> "i" + incarnations.incrementAndGet(),
            time,
            () -> {});
    return kit.spawn(LeaseHolder.create(ports, SETTINGS));
  }

  private NodeCommand.Register registration() {
    return entity.expectMessageClass(NodeCommand.Register.class);
  }

  private void accept(NodeCommand.Register register, long epoch) {
    register.replyTo().tell(new NodeReply.Accepted(view(epoch, true)));
  }

  /** Lets seconds pass; the renewal that each brings is answered before the next. */
  private void passAcknowledging(int seconds) {
    for (int i = 0; i < seconds; i++) {
      time.pass(Duration.ofSeconds(1));
      var renew = keeper.expectMessageClass(LeaseKeeper.Renew.class);
      renew.replyTo().tell(new LeaseKeeper.Renewed("k", renew.incarnation(), renew.sentNanos()));
    }
  }

  private static NodeView view(long epoch, boolean online) {
    return new NodeView(NODE, epoch, epoch, facts(), online, false, null, Instant.EPOCH);
  }

  private static NodeFacts facts() {
    return new NodeFacts(
        "n",
        "n",
        "server",
        4,
        null,
        1L << 30,
        0,
        null,
        List.of(),
        Set.of(),
        Map.of(),
        4,
        null,
        Transport.CLUSTER);
  }

  private static final class FakeWorker implements HeldAttempts {
    private final ConcurrentLinkedQueue<String> ended = new ConcurrentLinkedQueue<>();
    private final AtomicInteger opened = new AtomicInteger();
    private volatile Set<Held> held = Set.of();

    @Override
    public Set<Held> held() {
      return held;
    }

    @Override
    public void endAll(String why) {
      ended.add(why);
    }

    @Override
    public void open() {
      opened.incrementAndGet();
    }
  }
}
