package ffrtmp.persistence.audit;

import static ffrtmp.persistence.Samples.CALLER;
import static ffrtmp.persistence.Samples.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import ffrtmp.persistence.Samples;
import ffrtmp.persistence.job.JobEntity;
import ffrtmp.persistence.job.JobSettings;
import ffrtmp.persistence.journal.JournalIds;
import ffrtmp.persistence.journal.Store;
import ffrtmp.persistence.read.Cleaning;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.port.JobFact;
import ffrtmp.protocol.port.NodeFact;
import ffrtmp.protocol.port.SchedulerHints;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is too old goes, in order, and is known to have been. */
class RetentionTest {
  private static final Instant LATER = T0.plus(Duration.ofDays(100));

  @TempDir Path folder;

  private AuditedStore audited;

  private void open(Store.Kind kind) throws SQLException {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    audited = new AuditedStore(kind, seed);
    audited.live(1_500, 25);
    audited.follow();
  }

  @AfterEach
  void close() {
    audited.close();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void theJournalsOfEndedJobsGoAndOpenOnesStay(Store.Kind kind) throws Exception {
    open(kind);
    long ended = audited.number("SELECT COUNT(*) FROM jobs WHERE ended_at IS NOT NULL");
    assertThat(ended).isBetween(1L, 1_499L);
    remove(null, LATER);
    audited.follow();
    assertThat(audited.number("SELECT COUNT(*) FROM jobs")).isEqualTo(1_500 - ended);
    assertThat(audited.number("SELECT SUM(jobs) FROM job_counts")).isEqualTo(1_500 - ended);
    assertThat(audited.number("SELECT COUNT(*) FROM jobs WHERE ended_at IS NOT NULL")).isZero();
    var report = audited.verify();
    assertThat(report.findings()).isEmpty();
    assertThat(report.removed()).isEqualTo(ended);
    remove(null, LATER);
    audited.follow();
    assertThat(audited.verify().removed()).isEqualTo(ended);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void nothingThatIsYoungerGoes(Store.Kind kind) throws Exception {
    open(kind);
    var before = audited.tables();
    remove(null, T0);
    audited.follow();
    assertThat(audited.tables()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void theirEventsAreInTheArchiveBeforeTheyGo(Store.Kind kind) throws Exception {
    open(kind);
    var id = audited.number("SELECT MIN(sequence_number) FROM jobs WHERE ended_at IS NOT NULL");
    var job = audited.jobs.get((int) id - 1);
    var first = new String(audited.payload(JournalIds.of(job).id(), 1), StandardCharsets.UTF_8);
    remove(folder.resolve("archive"), LATER);
    var lines = archived();
    assertThat(lines)
        .anyMatch(
            line ->
                line.contains(JournalIds.of(job).id())
                    && line.contains(first.substring(0, first.indexOf(",\"chain\""))));
    long left = audited.number("SELECT COUNT(*) FROM \"event_journal\" WHERE \"deleted\" = TRUE");
    assertThat(lines.stream().filter(line -> line.contains("\"seq\":1,"))).hasSize((int) left);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void whereTheArchiveCannotBeWrittenNothingGoes(Store.Kind kind) throws Exception {
    open(kind);
    var file = Files.createFile(folder.resolve("file"));
    var retention = new Retention(audited.store.dataSource(), audited.events(), file);
    assertThat(catchThrowable(() -> retention.step(LATER, LATER))).isInstanceOf(IOException.class);
    assertThat(audited.number("SELECT COUNT(*) FROM \"event_journal\" WHERE \"deleted\" = TRUE"))
        .isZero();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void aStepThatBreaksOffLosesNothingOfTheArchive(Store.Kind kind) throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    audited = new AuditedStore(kind, seed);
    audited.live(1, 0);
    audited.live(40, 25);
    audited.live(1, 0);
    audited.follow();
    long ended = audited.number("SELECT COUNT(*) FROM jobs WHERE ended_at IS NOT NULL");
    assertThat(ended).isGreaterThan(2);
    var archive = folder.resolve("archive");
    var failing = new Retention(failingAfter(2, audited.store), audited.events(), archive);
    assertThat(catchThrowable(() -> failing.step(LATER, LATER))).isInstanceOf(SQLException.class);
    assertThat(audited.number("SELECT COUNT(*) FROM \"event_journal\" WHERE \"deleted\" = TRUE"))
        .as("some of them")
        .isEqualTo(2);
    remove(archive, LATER);
    long left = audited.number("SELECT COUNT(*) FROM \"event_journal\" WHERE \"deleted\" = TRUE");
    assertThat(left).isEqualTo(ended);
    assertThat(
            archived().stream()
                .filter(line -> line.contains("\"seq\":1,"))
                .map(line -> line.substring(0, line.indexOf(",\"seq\"")))
                .distinct())
        .hasSize((int) ended);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void aJournalThatNobodyCanReadStaysAndHoldsUpNoOther(Store.Kind kind) throws Exception {
    open(kind);
    var first = audited.number("SELECT MIN(sequence_number) FROM jobs WHERE ended_at IS NOT NULL");
    var pid = JournalIds.of(audited.jobs.get((int) first - 1)).id();
    long ended = audited.number("SELECT COUNT(*) FROM jobs WHERE ended_at IS NOT NULL");
    audited.change(
        "UPDATE \"event_journal\" SET \"event_payload\" = ? WHERE \"persistence_id\" = ?",
        new byte[] {1, 2},
        pid);
    remove(null, LATER);
    assertThat(audited.number("SELECT COUNT(*) FROM \"event_journal\" WHERE \"deleted\" = TRUE"))
        .isEqualTo(ended - 1);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void aRemovedJobIsUnknownAndItsKeyMakesAnotherJob(Store.Kind kind) throws Exception {
    open(kind);
    var id = new JobId(new UUID(5, 5));
    var asleep = job(id);
    submitted(asleep);
    accepted(asleep, replyTo -> new JobCommand.Cancel("enough", CALLER, replyTo));
    // Another of the same job, in the memory of a node that hears of nothing.
    var awake = job(id);
    assertThat(ask(awake, JobCommand.Get::new)).isInstanceOf(JobReply.Accepted.class);
    // Entities write with the machine's clock.
    audited.change("UPDATE \"event_journal\" SET \"write_timestamp\" = ?", T0.toEpochMilli());
    audited.follow();
    remove(null, LATER);
    var again = job(id);
    assertThat(refusal(again, JobCommand.Get::new)).isEqualTo(Refusal.UNKNOWN_JOB);
    TestProbe<JobReply> unanswered = audited.kit.createTestProbe();
    awake.tell(new JobCommand.Retry(CALLER, unanswered.getRef()));
    // The tombstone refuses its event; it begins again from what is stored.
    assertThat(refusal(awake, JobCommand.Get::new)).isEqualTo(Refusal.UNKNOWN_JOB);
    submitted(again);
    // removed and submitted again in one batch of the projection's
    audited.follow();
    var row = "SELECT COUNT(*) FROM jobs WHERE status = 'QUEUED' AND id = '" + id + "'";
    assertThat(audited.number(row)).isEqualTo(1);
    var report = audited.verify();
    assertThat(report.findings()).isEmpty();
    assertThat(report.behind()).isZero();
    audited.change("UPDATE jobs SET status = 'FAILED' WHERE id = ?", id.toString());
    assertThat(audited.rebuild().mended()).isEqualTo(1);
    assertThat(audited.verify().findings()).isEmpty();
    accepted(again, replyTo -> new JobCommand.Cancel("enough", CALLER, replyTo));
    assertThat(ask(job(id), JobCommand.Get::new))
        .as("as it is stored")
        .isInstanceOf(JobReply.Accepted.class);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void rowsThatAreTakenOutOfTheListsAreNotMissedAndComeBackWithTheJob(Store.Kind kind)
      throws Exception {
    open(kind);
    long ended = audited.number("SELECT COUNT(*) FROM jobs WHERE ended_at IS NOT NULL");
    var failed = audited.number("SELECT MIN(sequence_number) FROM jobs WHERE status = 'FAILED'");
    var cleaning = new Cleaning(audited.store.dataSource());
    int cleaned = 0;
    for (int step = cleaning.step(LATER); step > 0; step = cleaning.step(LATER)) cleaned += step;
    assertThat(cleaned).isEqualTo((int) ended);
    assertThat(audited.number("SELECT SUM(jobs) FROM job_counts")).isEqualTo(1_500 - ended);
    assertThat(audited.verify().findings()).isEmpty();
    assertThat(audited.rebuild().mended()).as("a rebuild does not bring them back").isZero();
    accepted(job(audited.jobs.get((int) failed - 1)), r -> new JobCommand.Retry(CALLER, r));
    audited.follow();
    assertThat(audited.number("SELECT COUNT(*) FROM jobs WHERE sequence_number = " + failed))
        .isEqualTo(1);
    assertThat(audited.verify().findings()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void aRowThatIsMissingThoughItsJobGoesOnIsMissed(Store.Kind kind) throws Exception {
    open(kind);
    new Cleaning(audited.store.dataSource()).step(LATER);
    audited.change(
        "DELETE FROM jobs WHERE sequence_number IN"
            + " (SELECT MIN(sequence_number) FROM jobs WHERE ended_at IS NULL)");
    assertThat(audited.verify().findings())
        .extracting(Finding::kind)
        .contains(Finding.Kind.MISSING_ROW);
  }

  /** Its connections break at the commit after so many. */
  private static DataSource failingAfter(int commits, Store store) {
    var left = new AtomicInteger(commits);
    return proxy(
        DataSource.class,
        store.dataSource(),
        (method, result) ->
            result instanceof Connection connection
                ? proxy(
                    Connection.class,
                    connection,
                    (called, value) -> {
                      if (called.equals("prepareStatement") && left.get() <= 0)
                        throw new SQLException("away");
                      if (called.equals("commit")) left.decrementAndGet();
                      return value;
                    })
                : result);
  }

  private interface After {
    Object of(String method, Object result) throws SQLException;
  }

  private static <T> T proxy(Class<T> type, T inner, After after) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return after.of(method.getName(), method.invoke(inner, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private void remove(Path archive, Instant before) throws Exception {
    var retention = new Retention(audited.store.dataSource(), audited.events(), archive);
    boolean more = true;
    while (more) more = retention.step(before, LATER);
  }

  private List<String> archived() throws Exception {
    try (var files = Files.list(folder.resolve("archive"))) {
      return files.sorted().flatMap(file -> lines(file).stream()).toList();
    }
  }

  private static List<String> lines(Path file) {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return in.lines().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private ActorRef<JobCommand> job(JobId id) {
    var settings =
        new JobSettings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            4,
            1000);
    var ports =
        new JobEntity.Ports(
            (node, command) -> {},
            () -> CompletableFuture.completedFuture(90_000L),
            new Nobody(),
            Clock.fixed(T0.plusSeconds(60), ZoneOffset.UTC),
            settings,
            () -> {});
    return audited.kit.spawn(JobEntity.create(id, JournalIds.of(id), ports, entity -> {}));
  }

  private void submitted(ActorRef<JobCommand> job) {
    accepted(job, replyTo -> new JobCommand.Submit(Samples.spec(), CALLER, replyTo));
  }

  private void accepted(
      ActorRef<JobCommand> job, Function<ActorRef<JobReply>, JobCommand> command) {
    assertThat(ask(job, command)).isInstanceOf(JobReply.Accepted.class);
  }

  private Refusal refusal(
      ActorRef<JobCommand> job, Function<ActorRef<JobReply>, JobCommand> command) {
    return ((JobReply.Refused) ask(job, command)).refusal();
  }

  private JobReply ask(ActorRef<JobCommand> job, Function<ActorRef<JobReply>, JobCommand> command) {
    TestProbe<JobReply> probe = audited.kit.createTestProbe();
    job.tell(command.apply(probe.getRef()));
    return probe.receiveMessage();
  }

  private static final class Nobody implements SchedulerHints {
    @Override
    public void changed(JobFact fact) {}

    @Override
    public void changed(NodeFact fact) {}
  }
}
