package ffrtmp.streams;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.SessionClass;
import ffrtmp.protocol.stream.SessionRow;
import ffrtmp.protocol.stream.SourceName;
import ffrtmp.streams.service.ServiceTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From files in a folder to rows in a store, while the store behaves and while it does not. */
final class LogReadersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final SourceName NAME = new SourceName("main");

  @TempDir Path folder;

  private final MemoryLogStore store = new MemoryLogStore();
  private ActorTestKit kit;
  private LogReaders readers;

  @BeforeEach
  void startSystem() {
    kit = ActorTestKit.create();
  }

  @AfterEach
  void stopSystem() {
    if (readers != null) readers.stop().toCompletableFuture().join();
    kit.shutdownTestKit();
  }

  @Test
  void aSessionLineBecomesASessionWithinAQuarterOfASecond() throws Exception {
    start("one");
    await("the source is open", () -> store.owner().equals("one"));
    append("stream-access.log", session(1));
    await("the first session", () -> store.sessions().size() == 1);
    long before = System.nanoTime();
    append("stream-access.log", session(2));
    await("the second session", () -> store.sessions().size() == 2);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(250));
    SessionRow row = store.sessions().get(1);
    assertThat(row.host()).isEqualTo("n2.example.test");
    assertThat(row.sessionClass()).isEqualTo(SessionClass.PASSTHROUGH);
    assertThat(row.durationMillis()).isEqualTo(1_000);
  }

  @Test
  void requestsOfOneDepotBecomeOneDownload() throws Exception {
    for (int i = 0; i < 10; i++) append("access.log", request(i));
    start("one");
    await("all requests", () -> requests() == 10);
    DownloadRow row = store.downloads().get(0);
    assertThat(row.service()).isEqualTo("steam");
    assertThat(row.bytes()).isEqualTo(10_000);
    assertThat(row.averageBytesPerSecond()).isEqualTo(1_000);
  }

  @Test
  void aStoreThatFailsIsAskedAgainAndNothingIsDoubled() throws Exception {
    store.failNext(2);
    store.loseNextAnswers(2);
    start("one");
    for (int i = 0; i < 5; i++) {
      int seen = i;
      append("access.log", request(i));
      await("request " + i, () -> requests() == seen + 1);
    }
    assertThat(store.report().lines()).isEqualTo(5);
  }

  @Test
  void aReaderWhoseSourceWasTakenStopsAndStandsBy() throws Exception {
    append("stream-access.log", session(1));
    start("one");
    await("the session", () -> store.sessions().size() == 1);
    int asked = store.asked();
    store.takenBy("other");
    append("stream-access.log", session(2));
    await("it asks again", () -> store.asked() > asked + 1);
    assertThat(store.sessions()).hasSize(1);
    assertThat(store.owner()).isEqualTo("other");
  }

  @Test
  void aReaderGoesOnWhereTheOneBeforeStopped() throws Exception {
    for (int i = 0; i < 3; i++) append("access.log", request(i));
    start("one");
    await("three requests", () -> requests() == 3);
    readers.stop().toCompletableFuture().join();
    assertThat(store.owner()).as("released").isEmpty();
    for (int i = 3; i < 6; i++) append("access.log", request(i));
    start("two");
    await("six requests", () -> requests() == 6);
    assertThat(store.downloads()).as("one download over both lives").hasSize(1);
  }

  @Test
  void whileTheStoreIsSilentNothingMoreIsReadAndAfterwardsNothingIsMissing() throws Exception {
    store.silent(true);
    append("access.log", request(0));
    start("one");
    await("the source is open", () -> store.owner().equals("one"));
    for (int i = 1; i < 50; i++) append("access.log", request(i));
    assertThat(requests()).isZero();
    store.silent(false);
    store.takenBy("one");
    await("all requests", () -> requests() == 50);
  }

  @Test
  void whatIsStoredIsCountedOnceThoughTheStoreFailedAndAnswersWereLost() throws Exception {
    long sessions = Counted.of(Metric.LANCACHE_SESSIONS, "passthrough", "other");
    long speeds = Counted.values(Metric.SESSION_DOWNLOAD_SPEED, "passthrough");
    long downloads = Counted.of(Metric.LANCACHE_DOWNLOADS, "steam");
    long hits = Counted.of(Metric.LANCACHE_DOWNLOAD_BYTES, "steam", "hit");
    long good = Counted.of(Metric.LOG_LINES, NAME.value(), "ok");
    long cut = Counted.of(Metric.LOG_LINES, NAME.value(), "truncated");
    store.failNext(2);
    store.loseNextAnswers(2);
    start("one");
    for (int i = 0; i < 5; i++) append("access.log", request(i));
    append("access.log", request(5).substring(0, 60));
    append("stream-access.log", session(1));
    await("all of it", () -> requests() == 5 && store.sessions().size() == 1);
    await("it is counted", () -> Counted.of(Metric.LOG_LINES, NAME.value(), "ok") == good + 6);
    readers.stop().toCompletableFuture().join();
    start("one");
    append("access.log", request(6));
    await("one more", () -> requests() == 6);
    await("it is counted", () -> Counted.of(Metric.LOG_LINES, NAME.value(), "ok") == good + 7);

    assertThat(Counted.of(Metric.LOG_LINES, NAME.value(), "truncated")).isEqualTo(cut + 1);
    assertThat(Counted.of(Metric.LANCACHE_SESSIONS, "passthrough", "other"))
        .isEqualTo(sessions + 1);
    assertThat(Counted.values(Metric.SESSION_DOWNLOAD_SPEED, "passthrough")).isEqualTo(speeds + 1);
    assertThat(Counted.of(Metric.LANCACHE_DOWNLOADS, "steam")).isEqualTo(downloads + 1);
    assertThat(Counted.of(Metric.LANCACHE_DOWNLOAD_BYTES, "steam", "hit")).isEqualTo(hits + 6_000);
  }

  @Test
  void theLagIsToldByWhoeverReadsTheSourceAndByNobodyElse() throws Exception {
    append("access.log", request(0));
    start("one");
    await("the request", () -> requests() == 1);
    assertThat(lags()).containsExactly(Metric.LOG_LAG_BYTES, Metric.LOG_LAG_SECONDS);

    store.takenBy("other");
    append("access.log", request(1));
    await("another reads it", () -> lags().isEmpty());
  }

  private List<Metric> lags() {
    List<Metric> told = new ArrayList<>();
    readers.readings().read(reading -> told.add(reading.metric()));
    return told;
  }

  private void start(String reader) {
    readers =
        LogReaders.start(
            kit.system(),
            StreamsSettings.from(kit.system().settings().config()),
            List.of(new LogSource(NAME, folder, false, ZoneOffset.UTC)),
            ServiceTable.load(Optional.empty()),
            reader,
            store,
            Clock.systemUTC());
  }

  private long requests() {
    return store.downloads().stream().mapToLong(DownloadRow::requests).sum();
  }

  private void append(String name, String line) throws IOException {
    Files.writeString(
        folder.resolve(name),
        line + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static String session(int number) {
    return "10.0.0.1 [20/Dec/2025:07:50:%02d -0600] TCP 200 400000 900 1.000 \"n%d.example.test\""
        .formatted(number, number);
  }

  private static String request(int number) {
    return ("[steam] 10.0.0.1 / - - - [20/Dec/2025:07:50:%02d -0600] \"GET /depot/7/chunk/%040x"
            + " HTTP/1.1\" 200 1000 \"-\" \"-\" \"HIT\" \"cache1.steamcontent.com\" \"-\"")
        .formatted(number, number);
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) throw new AssertionError("this never came true: " + what);
      LockSupport.parkNanos(2_000_000);
    }
  }
}
