package ffrtmp.node.lease;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.node.scheduler.core.Fact;
import ffrtmp.protocol.node.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** With a lease of 5 s a worker is given up after 6.1 s. */
class LeaseQuorumTest {
  private static final NodeId NODE = new NodeId(new UUID(2, 1));
  private static final Set<String> CONTROL = Set.of("a", "b", "c");
  private static final Map<NodeId, LeaseQuorum.Expected> EXPECTED =
      Map.of(NODE, new LeaseQuorum.Expected(1, Duration.ofSeconds(5)));
  private static final long LONG_UP = 1_000_000;

  private final LeaseQuorum quorum = new LeaseQuorum();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void patienceIsTheLeaseAndTwoPercentAndASecond() {
    assertThat(LeaseQuorum.patience(Duration.ofSeconds(5))).isEqualTo(Duration.ofMillis(6100));
  }

  @Test
  void aNodeThatAnyKeeperHeardIsConfirmed() {
    assertThat(report("b", LONG_UP, 1, 200)).containsExactly(heard(1));
    assertThat(report("b", LONG_UP, 1, 7_000)).isEmpty();
  }

  @Test
  void whatAKeeperSaysOfAWorkerThatEndsIsPassedOn() {
    var lease = new LeaseReport.NodeLease(NODE, "i", 1, 0, Set.of(), true, 5_000);
    assertThat(quorum.on(new LeaseReport("b", LONG_UP, List.of(lease)), now))
        .containsExactly(new Fact.NodeHeard(NODE, 1, Set.of(), true));
  }

  @Test
  void aMajorityThatHeardNothingDeclaresANodeSilent() {
    allHear();
    pass(10_000);
    report("a", LONG_UP, 1, 6_200);
    assertThat(silent()).as("one of three").isEmpty();
    report("b", LONG_UP, 1, 6_050);
    assertThat(silent()).as("the second has still patience").isEmpty();
    report("b", LONG_UP, 1, 6_100);
    assertThat(silent()).hasSize(1);
  }

  @Test
  void aNodeThatOneMoreThanHalfStillHearLives() {
    allHear();
    pass(10_000);
    report("a", LONG_UP, 1, 100_000);
    report("b", LONG_UP, 1, 100);
    report("c", LONG_UP, 1, 100);
    assertThat(silent()).isEmpty();
  }

  @Test
  void aKeeperThatJustStartedAbstains() {
    assertThat(silent()).isEmpty();
    pass(7_000);
    reportNothing("a", LONG_UP);
    reportNothing("b", 6_000);
    reportNothing("c", 6_000);
    assertThat(silent()).isEmpty();
    reportNothing("b", 6_100);
    assertThat(silent()).hasSize(1);
  }

  @Test
  void aKeeperWhoseOwnReportIsOldHasNoVote() {
    allHear();
    pass(10_000);
    report("a", LONG_UP, 1, 7_000);
    pass(3_001);
    report("b", LONG_UP, 1, 7_000);
    assertThat(silent()).isEmpty();
  }

  @Test
  void votesCountAtOneMomentOnly() {
    allHear();
    pass(20_000);
    report("a", LONG_UP, 1, 6_100);
    pass(2_000);
    report("b", LONG_UP, 1, 6_100);
    assertThat(silent()).as("b still heard it when a did not").isEmpty();
    report("b", LONG_UP, 1, 8_100);
    assertThat(silent()).hasSize(1);
  }

  @Test
  void aNewRegistrationHasTimeToBeHeardForTheFirstTime() {
    reportNothing("a", LONG_UP);
    reportNothing("b", LONG_UP);
    assertThat(silent()).isEmpty();
    pass(6_000);
    assertThat(report("a", LONG_UP, 1, 0)).containsExactly(heard(1));
    pass(6_000);
    report("a", LONG_UP, 1, 6_000);
    reportNothing("b", LONG_UP);
    reportNothing("c", LONG_UP);
    assertThat(silent()).as("patience starts anew at the first sign of life").isEmpty();
    pass(100);
    report("a", LONG_UP, 1, 6_100);
    reportNothing("b", LONG_UP);
    reportNothing("c", LONG_UP);
    assertThat(silent()).hasSize(1);
  }

  @Test
  void theLeaseIsWhatTheWorkerSaysOfItself() {
    silent();
    for (String keeper : CONTROL) reportLease(keeper, 0, 90_000);
    pass(92_700);
    for (String keeper : CONTROL) reportLease(keeper, 92_700, 90_000);
    assertThat(silent()).isEmpty();
    pass(100);
    for (String keeper : CONTROL) reportLease(keeper, 92_800, 90_000);
    assertThat(silent()).hasSize(1);
  }

  @Test
  void aKeeperSaysWhatItKnowsInAsManyReportsAsItTakes() {
    allHear();
    pass(10_000);
    report("a", LONG_UP, 1, 6_200);
    report("b", LONG_UP, 1, 6_200);
    reportNothing("a", LONG_UP);
    reportNothing("b", LONG_UP);
    assertThat(silent()).as("the other page takes nothing back").hasSize(1);
  }

  @Test
  void whatIsNoControlNodeHasNoVote() {
    allHear();
    pass(10_000);
    report("x", LONG_UP, 1, 7_000);
    report("y", LONG_UP, 1, 7_000);
    assertThat(silent()).isEmpty();
  }

  private void allHear() {
    silent();
    for (String keeper : CONTROL) report(keeper, LONG_UP, 1, 0);
  }

  private List<Fact> report(String keeper, long up, long epoch, long silent) {
    var lease = new LeaseReport.NodeLease(NODE, "i", epoch, silent, Set.of(), false, 5_000);
    return quorum.on(new LeaseReport(keeper, up, List.of(lease)), now);
  }

  private void reportLease(String keeper, long silent, long lease) {
    var said = new LeaseReport.NodeLease(NODE, "i", 1, silent, Set.of(), false, lease);
    quorum.on(new LeaseReport(keeper, LONG_UP, List.of(said)), now);
  }

  private void reportNothing(String keeper, long up) {
    quorum.on(new LeaseReport(keeper, up, List.of()), now);
  }

  private List<Fact> silent() {
    return quorum.silent(EXPECTED, CONTROL, now);
  }

  private void pass(long millis) {
    now = now.plusMillis(millis);
  }

  private static Fact heard(long epoch) {
    return new Fact.NodeHeard(NODE, epoch, Set.of(), false);
  }
}
