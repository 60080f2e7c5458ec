package ffrtmp.node.lease;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.Vitals;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {
  private static final NodeId NODE = new NodeId(new UUID(2, 1));
  private static final LeaseSettings SETTINGS =
      new LeaseSettings(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(10));

  private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
  private final ManualNanos time = new ManualNanos(ManualTime.get(kit.system()));
  private final TestProbe<LeaseReport> scheduler = kit.createTestProbe();
  private final TestProbe<LeaseKeeper.Renewed> worker = kit.createTestProbe();

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void aRenewalIsAnsweredWithItsOwnTimeAndTheFirstIsReportedAtOnce() {
    var keeper = keeper();
    keeper.tell(renew(1, 42));
    assertThat(worker.receiveMessage()).isEqualTo(new LeaseKeeper.Renewed("k", "i1", 42));
    assertThat(scheduler.receiveMessage().nodes().get(0).epoch()).isEqualTo(1);
    keeper.tell(renew(1, 43));
    worker.receiveMessage();
    keeper.tell(renew(2, 44));
    assertThat(scheduler.receiveMessage().nodes().get(0).epoch())
        .as("only the new registration is news")
        .isEqualTo(2);
  }

  @Test
  void aWorkerThatBeginsToEndIsReportedAtOnceAndOnce() {
    var keeper = keeper();
    keeper.tell(renew(1, 42));
    assertThat(scheduler.receiveMessage().nodes().get(0).closing()).isFalse();
    keeper.tell(renew(1, 43, true));
    assertThat(scheduler.receiveMessage().nodes().get(0).closing()).isTrue();
    keeper.tell(renew(1, 44, true));
    keeper.tell(renew(2, 45));
    LeaseReport next = scheduler.receiveMessage();
    assertThat(next.nodes().get(0).epoch()).as("the repeat is no news").isEqualTo(2);
    assertThat(next.nodes().get(0).closing()).isFalse();
  }

  @Test
  void aReportFollowsEachSecond() {
    var keeper = keeper();
    keeper.tell(renew(1, 42));
    scheduler.receiveMessage();
    time.pass(Duration.ofSeconds(1));
    LeaseReport report = scheduler.receiveMessage();
    assertThat(report.keeper()).isEqualTo("k");
    assertThat(report.upMillis()).isEqualTo(1000);
    assertThat(report.nodes().get(0).silentMillis()).isEqualTo(1000);
  }

  @Test
  void whatWasHeardCanBeAskedFor() {
    var keeper = keeper();
    keeper.tell(renew(1, 42));
    TestProbe<LeaseKeeper.Heard> asker = kit.createTestProbe();
    keeper.tell(new LeaseKeeper.FindHeard(asker.ref()));
    var heard = asker.receiveMessage().nodes().get(NODE);
    assertThat(heard.vitals().cpuLoadPercent()).isEqualTo(12.5);
    assertThat(heard.silent()).isEqualTo(Duration.ZERO);
  }

  private ActorRef<LeaseKeeper.Command> keeper() {
    return kit.spawn(LeaseKeeper.create("k", scheduler.ref()::tell, SETTINGS, time));
  }

  private LeaseKeeper.Renew renew(long epoch, long sent) {
    return renew(epoch, sent, false);
  }

  private LeaseKeeper.Renew renew(long epoch, long sent, boolean closing) {
    return new LeaseKeeper.Renew(
        NODE,
        "i1",
        epoch,
        Set.of(),
        closing,
        Duration.ofSeconds(5),
        new Vitals(12.5, null),
        sent,
        worker.ref());
  }
}
