package ffrtmp.persistence.audit;

import static ffrtmp.persistence.audit.Finding.Kind.BROKEN_LINK;
import static ffrtmp.persistence.audit.Finding.Kind.EXTRA_ROW;
import static ffrtmp.persistence.audit.Finding.Kind.LOST_EVENTS;
import static ffrtmp.persistence.audit.Finding.Kind.MISSING_EVENTS;
import static ffrtmp.persistence.audit.Finding.Kind.MISSING_LINK;
import static ffrtmp.persistence.audit.Finding.Kind.MISSING_ROW;
import static ffrtmp.persistence.audit.Finding.Kind.STALE_ROW;
import static ffrtmp.persistence.audit.Finding.Kind.UNREADABLE_EVENT;
import static ffrtmp.persistence.audit.Finding.Kind.WRONG_CHANGE;
import static ffrtmp.persistence.audit.Finding.Kind.WRONG_COLUMN;
import static ffrtmp.persistence.audit.Finding.Kind.WRONG_COUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ffrtmp.persistence.journal.JournalIds;
import ffrtmp.persistence.journal.Store;
import ffrtmp.protocol.job.JobId;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What an audit finds in a store of 2,000 jobs after changes by hand, and what it must not find.
 */
class VerificationTest {
  private static final int JOBS = 2_000;
  private static final int COMMANDS = 25;

  private AuditedStore audited;

  private void open(Store.Kind kind) throws SQLException {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    audited = new AuditedStore(kind, seed);
    audited.live(JOBS, COMMANDS);
    audited.follow();
  }

  @AfterEach
  void close() {
    audited.close();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void whatNobodyTouchedHasNoDifference(Store.Kind kind) throws Exception {
    open(kind);
    var report = audited.verify();
    assertThat(report.findings()).isEmpty();
    assertThat(report.entities()).isEqualTo(JOBS + JOBS / 100);
    assertThat(report.events()).isEqualTo(audited.number("SELECT COUNT(*) FROM \"event_journal\""));
    assertThat(report.unchained()).isZero();
    assertThat(report.behind()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void eachChangeByHandIsFoundAndNothingElse(Store.Kind kind) throws Exception {
    open(kind);
    var status = job(1);
    audited.change(
        "UPDATE jobs SET status = CASE status WHEN 'PENDING' THEN 'QUEUED' ELSE 'PENDING' END,"
            + " queue = CASE queue WHEN 'LIVE' THEN 'BATCH' ELSE 'LIVE' END WHERE id = ?",
        id(status));
    var state = job(2);
    audited.change(
        "UPDATE jobs SET state = REPLACE(state, '1080p30-h264', 'other') WHERE id = ?", id(state));
    var gone = job(3);
    audited.change("DELETE FROM jobs WHERE id = ?", id(gone));
    var change = job(4);
    audited.change("UPDATE jobs SET change_seq = 1000000 WHERE id = ?", id(change));
    var head = job(5);
    audited.change("UPDATE jobs SET chain_head = NULL WHERE id = ?", id(head));
    var ghost = new JobId(new UUID(7, 7));
    audited.change(
        "INSERT INTO jobs (id, sequence_number, status, phase, queue, priority, created_at,"
            + " change_seq, revision, state) VALUES (?, 999999, 'QUEUED', 'WAITING', 'LIVE',"
            + " 'HIGH', 0, 1000001, 1, '{}')",
        ghost.toString());
    audited.change("UPDATE nodes SET removed = TRUE WHERE id IN (SELECT MIN(id) FROM nodes)");
    assertThat(audited.verify().findings())
        .extracting(Finding::kind, Finding::entity, Finding::column)
        .containsExactlyInAnyOrder(
            found(WRONG_COLUMN, status, "status"),
            found(WRONG_COLUMN, status, "queue"),
            found(WRONG_COLUMN, state, "state/life/spec/scenario"),
            found(MISSING_ROW, gone, null),
            found(WRONG_CHANGE, change, "change_seq"),
            found(WRONG_COLUMN, head, "chain_head"),
            found(EXTRA_ROW, ghost, null),
            tuple(WRONG_COLUMN, "node|" + text("SELECT MIN(id) FROM nodes"), "removed"));
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void aChangedCountIsFound(Store.Kind kind) throws Exception {
    open(kind);
    audited.change("UPDATE job_counts SET jobs = jobs + 1 WHERE status = 'FAILED'");
    assertThat(audited.verify().findings())
        .hasSize(9)
        .extracting(Finding::kind)
        .containsOnly(WRONG_COUNT);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void anEventThatWasChangedBreaksItsChainThereAndNowhereElse(Store.Kind kind) throws Exception {
    open(kind);
    var job = job(9);
    rewrite(job, 1, text -> text.replace("\"ada\"", "\"eve\""));
    assertThat(audited.verify().findings())
        .extracting(Finding::kind, Finding::entity, Finding::number)
        .containsExactly(tuple(BROKEN_LINK, JournalIds.of(job).id(), 1L));
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void aChangedEventIsHeldAgainstWhatTheTableRemembers(Store.Kind kind) throws Exception {
    open(kind);
    var job = job(9);
    rewrite(job, 1, text -> text.replace("\"default\"", "\"batch\""));
    var findings = audited.verify().findings();
    assertThat(findings).extracting(Finding::entity).containsOnly(JournalIds.of(job).id());
    assertThat(findings).extracting(Finding::kind).contains(BROKEN_LINK, WRONG_COLUMN);
    assertThat(findings)
        .filteredOn(finding -> finding.kind() == WRONG_COLUMN)
        .extracting(Finding::journal)
        .anyMatch(value -> value.contains("batch"));
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void eventsThatAreGoneStrippedOrUnreadableAreFoundWhereTheyAre(Store.Kind kind) throws Exception {
    open(kind);
    var middle = job(11);
    delete(middle, 2);
    var last = job(12);
    long end = last(last);
    delete(last, end);
    var stripped = job(13);
    rewrite(stripped, 2, text -> text.replaceFirst(",\"chain\":\"[0-9a-f]+\"}$", "}"));
    var unreadable = job(14);
    rewrite(unreadable, 2, text -> text.replaceFirst("\"type\":\"[^\"]+\"", "\"type\":\"x\""));
    var findings = audited.verify().findings();
    assertThat(findings)
        .filteredOn(finding -> finding.kind() != WRONG_COLUMN)
        .extracting(Finding::kind, Finding::entity, Finding::number)
        .containsExactlyInAnyOrder(
            event(MISSING_EVENTS, middle, 3L),
            event(LOST_EVENTS, last, null),
            event(MISSING_LINK, stripped, 2L),
            event(BROKEN_LINK, unreadable, 2L),
            event(UNREADABLE_EVENT, unreadable, 2L));
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void whatTheTablesHaveNotReachedYetIsNoDifference(Store.Kind kind) throws Exception {
    open(kind);
    audited.live(1_000, COMMANDS);
    audited.followOnce();
    var report = audited.verify();
    assertThat(report.findings()).isEmpty();
    assertThat(report.behind()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void aRowThatStoppedWhileTheTablesWentOnIsStale(Store.Kind kind) throws Exception {
    open(kind);
    var job = job(20);
    audited.change("UPDATE jobs SET revision = revision - 1 WHERE id = ?", id(job));
    assertThat(audited.verify().findings())
        .extracting(Finding::kind, Finding::entity)
        .contains(tuple(STALE_ROW, JournalIds.of(job).id()));
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void eventsFromBeforeThereWereChainsAreCountedAndNoDifference(Store.Kind kind) throws Exception {
    open(kind);
    long old = audited.liveUnchained(50, COMMANDS);
    audited.follow();
    var report = audited.verify();
    assertThat(report.findings()).isEmpty();
    assertThat(report.unchained()).isEqualTo(old);
  }

  private interface Change {
    String of(String text);
  }

  private void rewrite(JobId job, long number, Change change) throws SQLException {
    var pid = JournalIds.of(job).id();
    var stored = audited.payload(pid, number);
    var text = new String(stored, StandardCharsets.UTF_8);
    assertThat(change.of(text)).isNotEqualTo(text);
    audited.change(
        "UPDATE \"event_journal\" SET \"event_payload\" = ? WHERE \"persistence_id\" = ?"
            + " AND \"sequence_number\" = ?",
        change.of(text).getBytes(StandardCharsets.UTF_8),
        pid,
        number);
  }

  private void delete(JobId job, long number) throws SQLException {
    audited.change(
        "DELETE FROM \"event_journal\" WHERE \"persistence_id\" = ? AND \"sequence_number\" = ?",
        JournalIds.of(job).id(),
        number);
  }

  private long last(JobId job) throws SQLException {
    return audited.number(
        "SELECT MAX(\"sequence_number\") FROM \"event_journal\" WHERE \"persistence_id\" = '"
            + JournalIds.of(job).id()
            + "'");
  }

  /** One that has at least four events. */
  private JobId job(int number) throws SQLException {
    int at = number * 10;
    while (last(audited.jobs.get(at)) < 4) at++;
    return audited.jobs.get(at);
  }

  private String text(String sql) throws SQLException {
    return audited.text(sql);
  }

  private static Object id(JobId job) {
    return job.toString();
  }

  private static Tuple found(Finding.Kind kind, JobId job, String column) {
    return tuple(kind, JournalIds.of(job).id(), column);
  }

  private static Tuple event(Finding.Kind kind, JobId job, Long number) {
    return tuple(kind, JournalIds.of(job).id(), number);
  }
}
