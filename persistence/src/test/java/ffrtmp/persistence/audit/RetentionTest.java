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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
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
  void aRemovedJobIsUnknownAndItsKeyIsNotTakenAgain(Store.Kind kind) throws Exception {
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
    assertThat(refusal(again, r -> new JobCommand.Submit(Samples.spec(), CALLER, r)))
        .isEqualTo(Refusal.KEY_REUSED);
    TestProbe<JobReply> unanswered = audited.kit.createTestProbe();
    awake.tell(new JobCommand.Retry(CALLER, unanswered.getRef()));
    // The tombstone refuses its event; it begins again from what is stored.
    assertThat(refusal(awake, JobCommand.Get::new)).isEqualTo(Refusal.UNKNOWN_JOB);
    audited.follow();
    assertThat(audited.verify().findings()).isEmpty();
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
