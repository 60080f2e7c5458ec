package ffrtmp.persistence.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ffrtmp.persistence.journal.JournalIds;
import ffrtmp.persistence.journal.Store;
import ffrtmp.persistence.read.Mending;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables that were spoilt by hand are brought back to what they were. */
class RebuildTest {
  private static final int COMMANDS = 25;

  private AuditedStore audited;

  private void open(Store.Kind kind, int jobs) throws SQLException {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    audited = new AuditedStore(kind, seed);
    audited.live(jobs, COMMANDS);
    audited.follow();
  }

  @AfterEach
  void close() {
    audited.close();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void tablesThatAreWholeAreLeftAlone(Store.Kind kind) throws Exception {
    open(kind, 500);
    long change = audited.lastChange();
    assertThat(audited.rebuild().mended()).isZero();
    assertThat(audited.lastChange()).isEqualTo(change);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void spoiltTablesBecomeWhatTheyWereAndWhoFollowsTheChangesHearsOfIt(Store.Kind kind)
      throws Exception {
    open(kind, 2_000);
    var before = audited.tables();
    long change = audited.lastChange();
    spoil();
    assertThat(audited.tables()).isNotEqualTo(before);
    var outcome = audited.rebuild();
    assertThat(outcome.left()).isEmpty();
    assertThat(audited.tables()).isEqualTo(before);
    assertThat(audited.verify().findings()).isEmpty();
    assertThat(audited.lastChange()).isGreaterThan(change);
    assertThat(audited.number("SELECT COUNT(*) FROM jobs WHERE change_seq > " + change))
        .isGreaterThanOrEqualTo(outcome.mended() - 1);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void emptyTablesAreFilled(Store.Kind kind) throws Exception {
    open(kind, 2_000);
    var before = audited.tables();
    for (var table : List.of("jobs", "nodes", "job_counts")) {
      audited.change("DELETE FROM " + table);
    }
    audited.rebuild();
    assertThat(audited.tables()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void aProjectionThatRunsGoesOnFromTheMendedRows(Store.Kind kind) throws Exception {
    open(kind, 500);
    audited.change("UPDATE jobs SET state = REPLACE(state, '1080p30-h264', 'other')");
    audited.follow();
    audited.rebuild();
    audited.live(500, COMMANDS);
    audited.follow();
    assertThat(audited.verify().findings()).isEmpty();
    assertThat(audited.verify().behind()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void rowsThatTheTablesHadNotReachedMayBeMendedAheadOfThem(Store.Kind kind) throws Exception {
    open(kind, 500);
    audited.live(1_000, COMMANDS);
    audited.change("DELETE FROM jobs");
    audited.rebuild();
    audited.follow();
    assertThat(audited.verify().findings()).isEmpty();
    assertThat(audited.number("SELECT COUNT(*) FROM jobs")).isEqualTo(1_500);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void aRebuildThatIsCutOffHarmsNothingAndTheNextOneEndsIt(Store.Kind kind) throws Exception {
    open(kind, 1_000);
    var before = audited.tables();
    spoil();
    var mending = new Mending(audited.store.dataSource(), audited.events());
    mending.recount();
    var some = audited.jobs.subList(0, 300).stream().map(id -> JournalIds.of(id).id()).toList();
    mending.mend(some);
    assertThat(audited.verify().findings())
        .extracting(Finding::entity)
        .doesNotContainAnyElementsOf(some);
    assertThat(audited.number("SELECT SUM(jobs) FROM job_counts"))
        .as("the counts are as right as the rows")
        .isEqualTo(audited.number("SELECT COUNT(*) FROM jobs"));
    audited.rebuild();
    assertThat(audited.tables()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void whatIsWrongInTheJournalItselfIsToldAndLeft(Store.Kind kind) throws Exception {
    open(kind, 200);
    var pid = JournalIds.of(audited.jobs.get(7)).id();
    audited.change(
        "UPDATE \"event_journal\" SET \"event_payload\" = ? WHERE \"persistence_id\" = ?"
            + " AND \"sequence_number\" = 1",
        new byte[] {1, 2, 3},
        pid);
    var outcome = audited.rebuild();
    assertThat(outcome.left()).extracting(Finding::entity).containsOnly(pid);
    assertThat(outcome.mended()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void tablesOfAnotherVersionAreRefused(Store.Kind kind) throws Exception {
    open(kind, 10);
    audited.change("UPDATE projection_position SET version = version + 1");
    assertThatThrownBy(() -> audited.rebuild())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("another version");
  }

  private void spoil() throws SQLException {
    audited.change("DELETE FROM jobs WHERE sequence_number BETWEEN 100 AND 400");
    audited.change("UPDATE jobs SET status = 'PENDING' WHERE sequence_number > 900");
    audited.change("UPDATE jobs SET chain_head = NULL WHERE sequence_number < 50");
    audited.change(
        "UPDATE jobs SET id = '00000000-0000-0007-0000-000000000007' WHERE sequence_number = 60");
    audited.change("DELETE FROM nodes WHERE id IN (SELECT MIN(id) FROM nodes)");
    audited.change("UPDATE job_counts SET jobs = jobs + 7");
  }
}
