package ffrtmp.persistence.log;

import static ffrtmp.persistence.log.LogSamples.CACHE;
import static ffrtmp.persistence.log.LogSamples.PATH;
import static ffrtmp.persistence.log.LogSamples.READER;
import static ffrtmp.persistence.log.LogSamples.SECOND;
import static ffrtmp.persistence.log.LogSamples.file;
import static ffrtmp.persistence.log.LogSamples.report;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.AskPattern;
import com.typesafe.config.ConfigFactory;
import ffrtmp.persistence.Databases;
import ffrtmp.persistence.journal.JournalIds;
import ffrtmp.persistence.journal.Store;
import ffrtmp.persistence.read.Projection;
import ffrtmp.persistence.read.ProjectionLag;
import ffrtmp.persistence.read.ReadSettings;
import ffrtmp.persistence.read.RecentStates;
import ffrtmp.protocol.port.DownloadFilter;
import ffrtmp.protocol.port.SessionFilter;
import ffrtmp.protocol.port.StreamPage;
import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.Grain;
import ffrtmp.protocol.stream.LinkMethod;
import ffrtmp.protocol.stream.LogBatch;
import ffrtmp.protocol.stream.LogReply;
import ffrtmp.protocol.stream.LogSourceCommand;
import ffrtmp.protocol.stream.LogSourceEvent;
import ffrtmp.protocol.stream.OpenEntry;
import ffrtmp.protocol.stream.SessionClass;
import ffrtmp.protocol.stream.SessionRow;
import ffrtmp.protocol.stream.TrafficRow;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A benchmark: batches as a busy reader makes them, through the entity, the journal and the
 * projection into the tables, with the back-pressure of {@link LogLag}. See the README.
 */
@Tag("bench")
class LogStoreBenchTest {
  private static final int WARM_UP = Integer.getInteger("ffrtmp.bench.warm-up", 60);
  private static final int BATCHES = Integer.getInteger("ffrtmp.bench.batches", 200);
  private static final int ACCESS_LINES = 20_000;
  private static final int CLIENTS = 100;
  private static final int ROWS = Integer.getInteger("ffrtmp.bench.rows", 500_000);
  private static final String HOST = "cache7-ams1.steamcontent.example";

  private final Random random = new Random(7);

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void batchesOfAccessLines(Store.Kind kind) throws Exception {
    double rate = run(kind, 0);
    System.out.printf(Locale.ROOT, "%s: %,.0f access lines/s%n", kind, rate * ACCESS_LINES);
    assertThat(rate).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void batchesWithSessions(Store.Kind kind) throws Exception {
    int sessions = 2_000;
    double rate = run(kind, sessions);
    System.out.printf(
        Locale.ROOT,
        "%s: %,.0f sessions/s, beside %,.0f access lines/s%n",
        kind,
        rate * sessions,
        rate * ACCESS_LINES);
    assertThat(rate).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void listsOfMany(Store.Kind kind) throws Exception {
    try (var db = new LogDatabase(kind)) {
      db.write(CACHE, new LogSourceEvent.Opened(1, READER, PATH, Instant.EPOCH));
      db.follow();
      fill(db);
      var now = Instant.ofEpochSecond(SECOND + ROWS / 20);
      var since = now.minusSeconds(600);
      time(kind, "sessions", () -> db.tables.sessions(sessions(null, null, null, null)));
      time(kind, "of a client", () -> db.tables.sessions(sessions("10.0.0.7", null, null, null)));
      time(kind, "of none", () -> db.tables.sessions(sessions("10.9.9.9", null, null, null)));
      time(kind, "of a host", () -> db.tables.sessions(sessions(null, HOST, null, null)));
      var failed = SessionClass.FAILED;
      time(kind, "of a class", () -> db.tables.sessions(sessions(null, null, failed, null)));
      time(kind, "since", () -> db.tables.sessions(sessions(null, null, null, since)));
      time(kind, "far back", () -> db.tables.sessions(before(ROWS / 40)));
      time(kind, "downloads", () -> db.tables.downloads(downloads(null, null, null)));
      time(kind, "active", () -> db.tables.downloads(downloads(null, null, true)));
      time(kind, "client, since", () -> db.tables.downloads(downloads("10.0.0.7", since, null)));
      time(kind, "downloads since", () -> db.tables.downloads(downloads(null, since, null)));
      time(kind, "a download", () -> db.tables.download(CACHE.id(1_000)));
      time(kind, "no changes", () -> db.tables.changedAfter(Long.MAX_VALUE, 100));
      time(kind, "traffic", () -> db.tables.traffic(now));
    }
  }

  private void fill(LogDatabase db) throws Exception {
    try (var connection = db.store.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      for (int from = 0; from < ROWS; from += 5_000) {
        var sessions = new ArrayList<LogColumns.Of<SessionRow>>();
        var downloads = new ArrayList<LogColumns.Changed>();
        for (int i = from; i < from + 5_000; i++) {
          sessions.add(new LogColumns.Of<>(CACHE, session(i, SECOND + i / 20)));
          if (i % 5 == 0) {
            var row = download(1 + i / 5, SECOND + i / 20);
            downloads.add(new LogColumns.Changed(CACHE, row, 1 + i / 5));
          }
        }
        LogColumns.SESSIONS.write(connection, db.store.kind(), sessions);
        LogColumns.DOWNLOADS.write(connection, db.store.kind(), downloads);
        connection.commit();
      }
      connection.setAutoCommit(true);
      try (var statement = connection.createStatement()) {
        statement.execute("ANALYZE");
      }
    }
  }

  private static void time(Store.Kind kind, String what, Supplier<CompletionStage<?>> query) {
    for (int i = 0; i < 20; i++) query.get().toCompletableFuture().join();
    long begin = System.nanoTime();
    for (int i = 0; i < 20; i++) query.get().toCompletableFuture().join();
    double millis = (System.nanoTime() - begin) / 20e6;
    System.out.printf(Locale.ROOT, "%s %s: %.2f ms%n", kind, what, millis);
    assertThat(millis).isPositive();
  }

  private static SessionFilter sessions(
      String client, String host, SessionClass sessionClass, Instant since) {
    return new SessionFilter(client, host, sessionClass, since, 100, null);
  }

  private static SessionFilter before(long seconds) {
    var mark = new StreamPage.Mark((SECOND + seconds) * 1000, Long.MAX_VALUE);
    return new SessionFilter(null, null, null, null, 100, mark);
  }

  private static DownloadFilter downloads(String client, Instant since, Boolean active) {
    return new DownloadFilter(client, null, since, active, 100, null);
  }

  /** Batches a second, everything applied. */
  private double run(Store.Kind kind, int sessions) throws Exception {
    var store = Databases.fresh(kind);
    var kit = ActorTestKit.create(Databases.config(store));
    var settings = LogSettings.from(ConfigFactory.load().getConfig("ffrtmp.log"));
    try (var lag = LogLag.create(store, settings, System::nanoTime)) {
      var clock = Clock.systemUTC();
      var projection =
          kit.spawn(LogProjection.create(store, settings, clock), LogProjection.props());
      var read = ReadSettings.from(ConfigFactory.load().getConfig("ffrtmp.read"));
      kit.spawn(
          Projection.create(
              store.dataSource(), RecentStates.create(read), new ProjectionLag(clock), read, clock),
          Projection.props());
      var ports =
          new LogSourceEntity.Ports(
              clock,
              System::nanoTime,
              settings.ownerPatience(),
              () -> projection.tell(new LogProjection.Wake()));
      var source = kit.spawn(LogSourceEntity.create(CACHE, JournalIds.of(CACHE), ports));
      ask(kit, source, to -> new LogSourceCommand.Open(READER, PATH, to));
      record(kit, source, lag, 1, WARM_UP, sessions);
      long cpu = cpu();
      long begin = System.nanoTime();
      record(kit, source, lag, WARM_UP + 1, BATCHES, sessions);
      double seconds = (System.nanoTime() - begin) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "%s, %d sessions: %.1f batches/s, %.1f ms of CPU of this JVM a batch, journal %d rows%n",
          kind,
          sessions,
          BATCHES / seconds,
          (cpu() - cpu) / 1e6 / BATCHES,
          journal(store));
      return BATCHES / seconds;
    } finally {
      kit.shutdownTestKit();
      store.close();
    }
  }

  private void record(
      ActorTestKit kit,
      ActorRef<LogSourceCommand> source,
      LogLag lag,
      long first,
      int count,
      int sessions) {
    for (long batch = first; batch < first + count; batch++) {
      var made = batch(batch, sessions);
      var reply = ask(kit, source, to -> new LogSourceCommand.Learn(made, to));
      assertThat(reply).isEqualTo(new LogReply.Recorded(batch));
      lag.awaitApplied(CACHE, LogLag.AT_MOST_BEHIND).toCompletableFuture().join();
    }
    lag.awaitApplied(CACHE, 0).toCompletableFuture().join();
  }

  private static LogReply ask(
      ActorTestKit kit,
      ActorRef<LogSourceCommand> source,
      Function<ActorRef<LogReply>, LogSourceCommand> command) {
    return AskPattern.<LogSourceCommand, LogReply>ask(
            source, command::apply, Duration.ofSeconds(30), kit.scheduler())
        .toCompletableFuture()
        .join();
  }

  private LogBatch batch(long batch, int sessions) {
    long second = SECOND + batch * 20;
    var downloads = new ArrayList<DownloadRow>();
    // Four fifths go on from the batches before, one fifth is new.
    for (int i = 0; i < 300; i++) downloads.add(download(batch * 60 + i, second));
    var traffic = new ArrayList<TrafficRow>();
    for (int i = 0; i < 20; i++) traffic.add(span(Grain.SECOND, second + i));
    for (int i = 0; i < 20; i++) traffic.add(span(Grain.MINUTE, second - i * 60L));
    for (int i = 0; i < 10; i++) traffic.add(span(Grain.HOUR, second - i * 3_600L));
    for (int i = 0; i < 10; i++) traffic.add(span(Grain.DAY, second - i * 86_400L));
    var open = new ArrayList<OpenEntry>();
    for (int i = 0; i < 100; i++) open.add(new OpenEntry(random.nextInt(2_000), entry()));
    var ended = new ArrayList<SessionRow>();
    for (int i = 0; i < sessions; i++) ended.add(session(batch * sessions + i, second));
    return new LogBatch(
        1,
        batch,
        List.of(file("access.log", 11, batch * 4_000_000)),
        List.of(),
        report(second),
        ended,
        downloads,
        traffic,
        open,
        new long[] {random.nextInt(2_000), random.nextInt(2_000)});
  }

  /** As the correlator's: small numbers, so half of it is zeros. */
  private byte[] entry() {
    var value = new byte[300];
    for (int i = 0; i < value.length; i += 2) value[i] = (byte) random.nextInt();
    return value;
  }

  private DownloadRow download(long number, long second) {
    long bytes = 1_000_000L + random.nextInt(1_000_000_000);
    return new DownloadRow(
        number,
        "10.0.0." + (1 + number % CLIENTS),
        "steam",
        "depot/" + number % 5_000,
        second - 100,
        second,
        number % 5 != 0,
        bytes,
        bytes - 1_000,
        1_000,
        bytes >> 20,
        90,
        80,
        10,
        bytes >> 4,
        0,
        0);
  }

  private TrafficRow span(Grain grain, long start) {
    long bytes = random.nextInt(1_000_000_000);
    return new TrafficRow(grain, grain.floor(start), bytes, bytes, 0, 1_000, 1, bytes, 0, 0, 0, 0);
  }

  private SessionRow session(long number, long second) {
    long sent = random.nextInt(100_000_000);
    boolean related = number % 3 == 0;
    return new SessionRow(
        number + 1,
        "10.0.0." + (1 + number % CLIENTS),
        "TCP",
        200,
        second * 1000 - random.nextInt(100_000),
        (second + number % 20) * 1000,
        sent,
        random.nextInt(10_000),
        "cache" + number % 37 + "-ams1.steamcontent.example",
        "steam",
        sent > 1 << 20 ? SessionClass.PASSTHROUGH : SessionClass.CONTROL,
        related ? 1 + number / 40 : 0,
        related ? LinkMethod.CO_ACTIVITY : null,
        related ? 0.8 : 0);
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long journal(Store store) throws Exception {
    try (var connection = store.dataSource().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT COUNT(*) FROM \"event_journal\"")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
