package ffrtmp.persistence.read;

import static ffrtmp.persistence.Samples.CALLER;
import static ffrtmp.persistence.Samples.NODE;
import static ffrtmp.persistence.Samples.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import ffrtmp.persistence.Databases;
import ffrtmp.persistence.Eventually;
import ffrtmp.persistence.Samples;
import ffrtmp.persistence.job.JobState;
import ffrtmp.persistence.journal.JournalIds;
import ffrtmp.persistence.journal.Store;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobResult;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.node.NodeEvent;
import ffrtmp.protocol.port.HistoryEntry;
import ffrtmp.protocol.port.JobFilter;
import ffrtmp.protocol.stream.LogSourceEvent;
import ffrtmp.protocol.stream.SourceName;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The read side on both databases; events are written as the journal's plugin writes them. */
class ProjectionTest {
  private static final ReadSettings SETTINGS =
      new ReadSettings(
          Duration.ofMillis(20), Duration.ZERO, 7, Duration.ofSeconds(60), 100, 2, 100);

  private Store store;
  private ActorTestKit kit;
  private ReadTables tables;
  private JournalWriter journal;

  private void open(Store.Kind kind) {
    store = Databases.fresh(kind);
    kit = ActorTestKit.create(Databases.config(store));
    tables = ReadTables.create(store.dataSource(), RecentStates.create(SETTINGS), SETTINGS);
    journal = new JournalWriter(kit.system(), store.dataSource());
  }

  @AfterEach
  void close() {
    tables.close();
    kit.shutdownTestKit();
    store.close();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void aJobShowsInEveryQueryAsItsEventsTellIt(Store.Kind kind) throws SQLException {
    open(kind);
    var id = id(1);
    journal.write(JournalIds.of(id), submitted(1), dispatched(1));
    follow();
    var view = list(filter(Set.of(JobStatus.ASSIGNED))).get(0);
    assertThat(view.id()).isEqualTo(id);
    assertThat(view.nodeId()).isEqualTo(NODE);
    assertThat(answer(tables.find(1, null))).contains(id);
    assertThat(answer(tables.find(2, null))).isEmpty();
    assertThat(answer(tables.heldOn(NODE))).containsExactly(new JobOnNode(id, null));
    assertThat(answer(tables.openJobs()).jobs()).hasSize(1);
    journal.write(JournalIds.of(id), finished("the end"));
    follow();
    assertThat(list(filter(Set.of(JobStatus.COMPLETED)))).hasSize(1);
    assertThat(list(filter(Set.of(JobStatus.ASSIGNED)))).isEmpty();
    assertThat(answer(tables.jobsOn(NODE))).isEmpty();
    assertThat(answer(tables.openJobs()).jobs()).isEmpty();
    assertThat(answer(tables.ping())).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void pagesFollowOneAnotherNewestFirstAndFiltersNarrowThem(Store.Kind kind) throws SQLException {
    open(kind);
    for (int i = 1; i <= 25; i++) journal.write(JournalIds.of(id(i)), submitted(i));
    follow();
    var numbers = new ArrayList<Long>();
    Long before = null;
    do {
      var page = answer(tables.list(filter(Set.of(), before)));
      page.jobs().forEach(job -> numbers.add(job.sequenceNumber()));
      before = page.next();
    } while (before != null);
    assertThat(numbers).hasSize(25).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(list(narrow(Queue.LIVE, null))).isEmpty();
    assertThat(list(narrow(Queue.DEFAULT, "1080p30-h264"))).hasSize(10);
    assertThat(list(narrow(null, "another"))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void changesComeInOneOrderAndTheFeedResumesAfterAnyOfThem(Store.Kind kind) throws SQLException {
    open(kind);
    journal.write(JournalIds.of(id(1)), submitted(1));
    journal.write(
        JournalIds.of(NODE),
        new NodeEvent.Registered(1, Samples.facts("n1"), "a", T0, Cause.worker("n1")));
    journal.write(JournalIds.of(id(2)), submitted(2));
    follow();
    var all = answer(tables.changesAfter(0, 10));
    assertThat(all).extracting(Change::number).containsExactly(1L, 2L, 3L);
    assertThat(answer(tables.latestChange())).isEqualTo(3);
    assertThat(answer(tables.changesAfter(0, 2))).isEqualTo(all.subList(0, 2));
    assertThat(answer(tables.changesAfter(2, 10))).isEqualTo(all.subList(2, 3));
    journal.write(JournalIds.of(id(1)), dispatched(1));
    follow();
    var next = answer(tables.changesAfter(3, 10));
    assertThat(next).hasSize(1);
    assertThat(((Change.OfJob) next.get(0)).fact().attempts()).isEqualTo(1);
    assertThat(answer(tables.nodes())).extracting(n -> n.node().id()).containsExactly(NODE);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void anEventThatTurnsUpInAGapIsAppliedLate(Store.Kind kind) throws SQLException {
    open(kind);
    journal.write(JournalIds.of(id(1)), submitted(1));
    journal.skip(3); // three places taken by transactions that have not committed
    journal.write(JournalIds.of(id(2)), submitted(2));
    var follower = follower();
    run(follower);
    assertThat(list(filter(Set.of()))).hasSize(2);
    journal.writeAt(3, JournalIds.of(id(3)), 1, submitted(3));
    run(follower);
    assertThat(list(filter(Set.of()))).hasSize(3);
    journal.writeAt(2, JournalIds.of(id(4)), 1, submitted(4));
    run(follower()); // a new one begins at the lowest gap that is open
    assertThat(list(filter(Set.of()))).hasSize(4);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void anEventAheadOfAGivenUpGapFetchesTheOnesBeforeIt(Store.Kind kind) throws SQLException {
    open(kind);
    var impatient =
        new ReadSettings(
            Duration.ofMillis(20), Duration.ZERO, 7, Duration.ofSeconds(-1), 100, 2, 100);
    journal.write(JournalIds.of(id(1)), submitted(1));
    journal.skip(1);
    journal.write(JournalIds.of(id(2)), submitted(2));
    var follower = follower(impatient);
    run(follower);
    run(follower);
    journal.writeAt(2, JournalIds.of(id(1)), 2, dispatched(1));
    journal.write(JournalIds.of(id(1)), 3, finished("late"));
    run(follower);
    var view = list(filter(Set.of(JobStatus.COMPLETED))).get(0);
    assertThat(view.revision()).isEqualTo(3);
    assertThat(view.attempt()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void ofTwoWritersOneIsOvertakenAndNothingIsAppliedTwice(Store.Kind kind) throws SQLException {
    open(kind);
    journal.write(JournalIds.of(id(1)), submitted(1));
    var first = follower();
    var second = follower();
    run(first);
    run(second);
    journal.write(JournalIds.of(id(1)), dispatched(1));
    run(first);
    journal.write(JournalIds.of(id(1)), finished("done"));
    assertThatThrownBy(second::advance).isInstanceOf(Position.Overtaken.class);
    run(second);
    assertThat(list(filter(Set.of())).get(0).revision()).isEqualTo(3);
    assertThat(answer(tables.latestChange())).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void tablesOfAnotherVersionAreBuiltAnewAndChangesStillCountUp(Store.Kind kind)
      throws SQLException {
    open(kind);
    for (int i = 1; i <= 9; i++) journal.write(JournalIds.of(id(i)), submitted(i));
    follow();
    journal.execute("UPDATE projection_position SET version = version - 1");
    journal.execute("UPDATE jobs SET status = 'FAILED'");
    follow();
    assertThat(list(filter(Set.of(JobStatus.QUEUED)))).hasSize(9);
    assertThat(answer(tables.changesAfter(9, 100))).hasSize(9);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void tablesFromBeforeTheTenantsGetTheirColumnAndAreFilled(Store.Kind kind) throws SQLException {
    open(kind);
    journal.write(JournalIds.of(id(1)), submitted(1, "acme"));
    follow();
    journal.execute("DROP INDEX jobs_tenant");
    journal.execute("DROP INDEX jobs_tenant_phase");
    journal.execute("ALTER TABLE jobs DROP COLUMN tenant_id");
    journal.execute("UPDATE projection_position SET version = 1");
    store.createSchema();
    follow();
    assertThat(list(of("acme"))).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void aTenantsJobsAreFoundListedAndCountedApart(Store.Kind kind) throws SQLException {
    open(kind);
    journal.write(JournalIds.of(id(1)), submitted(1, "acme"), dispatched(1));
    journal.write(JournalIds.of(id(2)), submitted(2, "acme"));
    journal.write(JournalIds.of(id(3)), submitted(3, "other"));
    journal.write(JournalIds.of(id(4)), submitted(4));
    follow();
    assertThat(list(of("acme"))).extracting(JobView::id).containsExactly(id(2), id(1));
    assertThat(list(of("nobody"))).isEmpty();
    assertThat(list(of(null))).hasSize(4);
    assertThat(answer(tables.find(1, "acme"))).contains(id(1));
    assertThat(answer(tables.find(3, "acme"))).isEmpty();
    assertThat(answer(tables.find(4, "acme"))).isEmpty();
    assertThat(answer(tables.waiting("acme", 10))).isEqualTo(1);
    journal.write(JournalIds.of(id(5)), submitted(5, "acme"));
    follow();
    assertThat(answer(tables.waiting("acme", 10))).isEqualTo(2);
    assertThat(answer(tables.waiting("acme", 1))).as("no more are told apart").isEqualTo(1);
    assertThat(answer(tables.heldOn(NODE))).containsExactly(new JobOnNode(id(1), "acme"));
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void theActorFollowsByItselfAndAHistoryIsReplayed(Store.Kind kind) throws SQLException {
    open(kind);
    kit.spawn(
        Projection.create(
            store.dataSource(),
            RecentStates.create(SETTINGS),
            new ProjectionLag(Clock.systemUTC()),
            SETTINGS,
            Clock.systemUTC()),
        Projection.props());
    var id = id(1);
    journal.write(JournalIds.of(id), submitted(1), dispatched(1), finished("x"));
    Eventually.value(
        () -> answer(tables.find(1, null)), (Optional<JobId> found) -> found.isPresent());
    try (var replay = Replay.create(kit.system(), store.dataSource(), SETTINGS)) {
      var history = answer(replay.history(id));
      assertThat(history)
          .extracting(HistoryEntry::status)
          .containsExactly(JobStatus.QUEUED, JobStatus.ASSIGNED, JobStatus.COMPLETED);
      assertThat(history.get(0).event().cause()).isEqualTo(CALLER);
      assertThat(answer(replay.history(id(99)))).isEmpty();
      assertThat(answer(replay.log(id))).contains("x");
      assertThat(answer(replay.log(id(99)))).isEmpty();
      assertThat(answer(replay.views(id)))
          .extracting(JobView::revision)
          .containsExactly(1L, 2L, 3L);
    }
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void whatTheProjectionHasAtHandReadsAsItsRowsDoAndAnOldStateIsPassedOver(Store.Kind kind)
      throws SQLException {
    open(kind);
    var id = id(1);
    var shared = RecentStates.create(SETTINGS);
    var follower = follower(shared);
    try (var sharing = ReadTables.create(store.dataSource(), shared, SETTINGS)) {
      journal.write(JournalIds.of(id), submitted(1), dispatched(1));
      run(follower);
      assertThat(shared.jobs().find(id.toString())).isNotNull();
      var all = filter(Set.of());
      assertThat(answer(sharing.list(all))).isEqualTo(answer(tables.list(all)));
      journal.write(JournalIds.of(id), finished("x"));
      follow();
      assertThat(answer(sharing.list(all)).jobs().get(0).status()).isEqualTo(JobStatus.COMPLETED);
    }
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void theFirstEventOfAJobThatWasExpectedIsNotReadAgain(Store.Kind kind) throws SQLException {
    open(kind);
    var shared = RecentStates.create(SETTINGS);
    var follower = follower(shared);
    var like = new JobState.Absent().on(submitted(77));
    shared.expect(Map.of(id(1), like, id(2), like));
    journal.write(JournalIds.of(id(1)), submitted(1), dispatched(1));
    run(follower);
    assertThat(answer(tables.find(77, null))).contains(id(1));
    shared.leave();
    run(follower(shared));
    journal.write(JournalIds.of(id(2)), submitted(2));
    follow();
    assertThat(answer(tables.find(2, null))).contains(id(2));
  }

  private JournalFollower follower(RecentStates states) {
    return new JournalFollower(
        store.dataSource(),
        new Events(kit.system()),
        states,
        SETTINGS,
        Clock.fixed(T0, ZoneOffset.UTC));
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void eventsOfLogSourcesArePassedByWithoutTheirBatches(Store.Kind kind) throws SQLException {
    open(kind);
    var source = new SourceName("cache");
    journal.write(JournalIds.of(id(1)), submitted(1));
    journal.write(JournalIds.of(source), new LogSourceEvent.Released(1, T0));
    journal.write(JournalIds.of(id(2)), submitted(2));
    try (var connection = store.dataSource().getConnection()) {
      var rows = JournalTable.after(connection, new Gaps(0, Duration.ZERO), 10);
      assertThat(rows.get(0).payload()).isNotEmpty();
      assertThat(rows.get(1).persistenceId()).isEqualTo("log|cache");
      assertThat(rows.get(1).payload()).isEmpty();
    }
    follow();
    assertThat(list(filter(Set.of()))).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void whatWasDeletedLongAgoLeavesNoGapToWaitFor(Store.Kind kind) throws SQLException {
    open(kind);
    journal.at(T0.minusSeconds(61));
    for (int i = 1; i <= 9; i++) {
      journal.write(JournalIds.of(id(i)), submitted(i));
      journal.skip(100); // events of a log source, deleted since
    }
    journal.at(T0);
    journal.write(JournalIds.of(id(10)), submitted(10));
    follow();
    assertThat(offset()).as("the last place but the young gap").isEqualTo(809);
    journal.skip(1);
    journal.write(JournalIds.of(id(11)), submitted(11));
    follow();
    assertThat(offset()).isEqualTo(809);
  }

  private long offset() throws SQLException {
    try (var connection = store.dataSource().getConnection()) {
      var sql = "SELECT journal_offset FROM projection_position";
      return Queries.rows(connection, sql, List.of(), row -> row.getLong(1)).get(0);
    }
  }

  private void follow() throws SQLException {
    run(follower());
  }

  private static void run(JournalFollower follower) throws SQLException {
    boolean more = true;
    while (more) more = follower.advance();
  }

  private JournalFollower follower() {
    return follower(SETTINGS);
  }

  private JournalFollower follower(ReadSettings settings) {
    var clock = Clock.fixed(T0, ZoneOffset.UTC);
    return new JournalFollower(
        store.dataSource(),
        new Events(kit.system()),
        RecentStates.create(settings),
        settings,
        clock);
  }

  private List<JobView> list(JobFilter filter) {
    return answer(tables.list(filter)).jobs();
  }

  private static JobFilter filter(Set<JobStatus> statuses) {
    return filter(statuses, null);
  }

  private static JobFilter filter(Set<JobStatus> statuses, Long before) {
    return new JobFilter(statuses, null, null, null, null, null, T0, 10, before);
  }

  private static JobFilter of(String tenant) {
    return new JobFilter(Set.of(), null, null, null, null, tenant, null, 10, null);
  }

  private static JobFilter narrow(Queue queue, String scenario) {
    return new JobFilter(Set.of(), queue, null, null, scenario, null, null, 10, null);
  }

  private static JobId id(long number) {
    return new JobId(new UUID(0, number));
  }

  private static JobEvent submitted(long sequence) {
    return new JobEvent.Submitted(sequence, Samples.spec(), T0, CALLER);
  }

  private static JobEvent submitted(long sequence, String tenant) {
    return new JobEvent.Submitted(sequence, Samples.specOf(tenant), T0, CALLER);
  }

  private static JobEvent dispatched(int attempt) {
    return new JobEvent.Dispatched(attempt, NODE, "n1", 1, T0, Cause.SCHEDULER);
  }

  private static JobEvent finished(String log) {
    return new JobEvent.Finished(1, JobResult.NONE, log, T0, Cause.worker("n1"));
  }

  private static <T> T answer(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
