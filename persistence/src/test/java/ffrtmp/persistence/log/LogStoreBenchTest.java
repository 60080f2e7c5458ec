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
import ffrtmp.persistence.read.ReadSettings;
import ffrtmp.persistence.read.RecentStates;
import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.Grain;
import ffrtmp.protocol.stream.LinkMethod;
import ffrtmp.protocol.stream.LogBatch;
import ffrtmp.protocol.stream.LogReply;
import ffrtmp.protocol.stream.LogSourceCommand;
import ffrtmp.protocol.stream.OpenEntry;
import ffrtmp.protocol.stream.SessionClass;
import ffrtmp.protocol.stream.SessionRow;
import ffrtmp.protocol.stream.TrafficRow;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
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
          Projection.create(store.dataSource(), RecentStates.create(read), read, clock),
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
