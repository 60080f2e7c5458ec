package ffrtmp.node.lease;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.Vitals;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LeaseTableTest {
  private static final NodeId NODE = new NodeId(new UUID(2, 1));

  private final LeaseTable table = new LeaseTable(0);

  @Test
  void aNodesFirstRenewalAndANewRegistrationAreNews() {
    assertThat(renew("i1", 1, 10)).isTrue();
    assertThat(renew("i1", 1, 11)).isFalse();
    assertThat(renew("i2", 2, 5)).isTrue();
  }

  @Test
  void aReportSaysHowLongEachNodeHasBeenSilentAndTheKeeperUp() {
    renew("i1", 1, seconds(10));
    LeaseReport report = report(13);
    assertThat(report.upMillis()).isEqualTo(13_000);
    assertThat(report.nodes()).hasSize(1);
    assertThat(report.nodes().get(0).silentMillis()).isEqualTo(3_000);
  }

  @Test
  void aRenewalThatWasOvertakenOrIsOfAnOlderRegistrationIsNoSignOfLife() {
    renew("i2", 2, seconds(10));
    table.renewed(NODE, entry("i2", 2, seconds(9), seconds(12)));
    table.renewed(NODE, entry("i1", 1, seconds(12), seconds(12)));
    assertThat(report(13).nodes().get(0).silentMillis()).isEqualTo(3_000);
  }

  @Test
  void aNodeIsForgottenAfterTenMinutesOfSilence() {
    renew("i1", 1, 0);
    assertThat(report(600).nodes()).hasSize(1);
    assertThat(report(601).nodes()).isEmpty();
  }

  private LeaseReport report(long second) {
    return table.reports("a", seconds(second)).get(0);
  }

  private boolean renew(String incarnation, long epoch, long at) {
    return table.renewed(NODE, entry(incarnation, epoch, at, at));
  }

  private static LeaseTable.Entry entry(String incarnation, long epoch, long sent, long at) {
    return new LeaseTable.Entry(
        incarnation,
        epoch,
        Set.of(),
        false,
        Duration.ofSeconds(5),
        new Vitals(null, null),
        sent,
        at);
  }

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }
}
