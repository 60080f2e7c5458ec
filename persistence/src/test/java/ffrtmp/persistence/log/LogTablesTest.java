package ffrtmp.persistence.log;

import static ffrtmp.persistence.Samples.T0;
import static ffrtmp.persistence.log.LogDatabase.answer;
import static ffrtmp.persistence.log.LogSamples.CACHE;
import static ffrtmp.persistence.log.LogSamples.PATH;
import static ffrtmp.persistence.log.LogSamples.READER;
import static ffrtmp.persistence.log.LogSamples.SECOND;
import static ffrtmp.persistence.log.LogSamples.download;
import static ffrtmp.persistence.log.LogSamples.report;
import static ffrtmp.persistence.log.LogSamples.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ffrtmp.persistence.journal.Store;
import ffrtmp.protocol.port.DownloadFilter;
import ffrtmp.protocol.port.DownloadInfo;
import ffrtmp.protocol.port.SessionFilter;
import ffrtmp.protocol.port.SessionInfo;
import ffrtmp.protocol.port.StreamPage;
import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.Grain;
import ffrtmp.protocol.stream.LogBatch;
import ffrtmp.protocol.stream.LogSourceEvent;
import ffrtmp.protocol.stream.SessionClass;
import ffrtmp.protocol.stream.SessionRow;
import ffrtmp.protocol.stream.SourceName;
import ffrtmp.protocol.stream.TrafficRow;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lists, speeds and the feed on both databases. */
class LogTablesTest {
  private static final SourceName OTHER = new SourceName("other");
  private static final long DAY = 86_400;

  private LogDatabase db;
  private long batch;

  private void open(Store.Kind kind) throws SQLException {
    db = new LogDatabase(kind);
    for (var source : List.of(CACHE, OTHER)) {
      db.write(source, new LogSourceEvent.Opened(1, READER, PATH, T0));
    }
  }

  @AfterEach
  void close() {
    db.close();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void sessionsPageNewestFirstAlsoWhereTimesAreEqualAndOverSources(Store.Kind kind)
      throws SQLException {
    open(kind);
    learn(CACHE, LongStream.range(1, 30).mapToObj(n -> session(n, SECOND + n / 7)), List.of());
    learn(OTHER, LongStream.range(1, 20).mapToObj(n -> session(n, SECOND + n / 5)), List.of());
    var seen = new ArrayList<SessionInfo>();
    StreamPage.Mark before = null;
    do {
      var filter = new SessionFilter(null, null, null, null, 6, before);
      var page = answer(db.tables.sessions(filter));
      seen.addAll(page.rows());
      before = page.next();
    } while (before != null);
    assertThat(seen).hasSize(48).doesNotHaveDuplicates();
    assertThat(seen)
        .isSortedAccordingTo(
            (a, b) ->
                a.row().endMillis() == b.row().endMillis()
                    ? Long.compare(b.id(), a.id())
                    : Long.compare(b.row().endMillis(), a.row().endMillis()));
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void filtersNarrowTheSessions(Store.Kind kind) throws SQLException {
    open(kind);
    var rows =
        Stream.of(
            seen(1, SECOND, "10.0.0.1", "a.example", SessionClass.PASSTHROUGH),
            seen(2, SECOND + 1, "10.0.0.2", "a.example", SessionClass.FAILED),
            seen(3, SECOND + 2, "10.0.0.1", "b.example", SessionClass.FAILED));
    learn(CACHE, rows, List.of());
    assertThat(numbers(new SessionFilter("10.0.0.1", null, null, null, 9, null)))
        .containsExactly(3L, 1L);
    assertThat(numbers(new SessionFilter(null, "a.example", null, null, 9, null)))
        .containsExactly(2L, 1L);
    assertThat(numbers(new SessionFilter(null, null, SessionClass.FAILED, null, 9, null)))
        .containsExactly(3L, 2L);
    assertThat(numbers(new SessionFilter(null, null, null, T0.plusSeconds(1), 9, null)))
        .containsExactly(3L, 2L);
    assertThat(
            numbers(
                new SessionFilter(
                    "10.0.0.1", "b.example", SessionClass.FAILED, T0.plusSeconds(3), 9, null)))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void aHostThatBeginsWithADotIsAnEndingAndNoPattern(Store.Kind kind) throws SQLException {
    open(kind);
    var hosts =
        List.of("a.cdn_1.example", "a.cdnx1.example", "cdn_1.example", "a.cdn_1.example.org");
    var rows = new ArrayList<SessionRow>();
    for (var host : hosts) {
      int n = rows.size() + 1;
      rows.add(seen(n, SECOND + n, "10.0.0.1", host, SessionClass.PASSTHROUGH));
    }
    learn(CACHE, rows.stream(), List.of());
    assertThat(numbers(new SessionFilter(null, ".cdn_1.example", null, null, 9, null)))
        .containsExactly(1L);
    assertThat(
            numbers(new SessionFilter(null, ".example", SessionClass.PASSTHROUGH, null, 9, null)))
        .containsExactly(3L, 2L, 1L);
    assertThat(numbers(new SessionFilter(null, ".%", null, null, 9, null))).isEmpty();
    assertThat(numbers(new SessionFilter(null, ".!\0", null, null, 9, null))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void downloadsPageAndNarrowAndCarryTheirSessionsSummedUp(Store.Kind kind) throws SQLException {
    open(kind);
    var downloads = new ArrayList<DownloadRow>();
    for (int n = 1; n <= 9; n++) downloads.add(download(n, SECOND + n / 4, SECOND + n, n > 7));
    learn(CACHE, Stream.of(session(1, SECOND, 2), session(2, SECOND, 2)), downloads);
    learn(OTHER, Stream.of(session(1, SECOND, 2)), List.of(download(2, SECOND - 1)));
    var seen = new ArrayList<DownloadInfo>();
    StreamPage.Mark before = null;
    do {
      var filter = new DownloadFilter("10.0.0.1", "steam", null, null, 2, before);
      var page = answer(db.tables.downloads(filter));
      seen.addAll(page.rows());
      before = page.next();
    } while (before != null);
    assertThat(seen)
        .extracting(d -> d.source() + "/" + d.row().number() + "/" + d.sessions())
        .containsExactly(
            "cache/9/0",
            "cache/8/0",
            "cache/7/0",
            "cache/6/0",
            "cache/5/0",
            "cache/4/0",
            "cache/3/0",
            "cache/2/2",
            "cache/1/0",
            "other/2/1");
    assertThat(seen.get(7).receivedBytes()).isEqualTo(2 * 91_106);
    assertThat(seen.get(7).sessionMillis()).isEqualTo(2 * 15_520);
    assertThat(list(new DownloadFilter(null, null, null, true, 9, null)))
        .containsExactly(CACHE.id(9), CACHE.id(8));
    assertThat(list(new DownloadFilter(null, "epic", null, null, 9, null))).isEmpty();
    var since = new DownloadFilter(null, null, T0.plusMillis(8_001), null, 9, null);
    assertThat(list(since)).containsExactly(CACHE.id(9));
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void aDownloadIsShownWithItsSessionsTheEarliestFirst(Store.Kind kind) throws SQLException {
    open(kind);
    var sessions = Stream.of(session(1, SECOND + 5, 2), session(2, SECOND, 2), session(3, SECOND));
    learn(CACHE, sessions, List.of(download(2, SECOND)));
    var detail = answer(db.tables.download(CACHE.id(2))).orElseThrow();
    assertThat(detail.sessions()).extracting(s -> s.row().number()).containsExactly(2L, 1L);
    assertThat(detail.sessions()).extracting(SessionInfo::downloadId).containsOnly(CACHE.id(2));
    assertThat(detail.download().sessions()).isEqualTo(2);
    assertThat(answer(db.tables.download(OTHER.id(2)))).isEmpty();
    assertThat(answer(db.tables.download(-1))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void theFeedTellsEachChangeOnceAndOnlyTheLatest(Store.Kind kind) throws SQLException {
    open(kind);
    learn(CACHE, Stream.of(), List.of(download(1, SECOND), download(2, SECOND, SECOND, true)));
    var active = answer(db.tables.active());
    assertThat(active.downloads()).extracting(DownloadInfo::id).containsExactly(CACHE.id(2));
    assertThat(answer(db.tables.changedAfter(active.last(), 10)).downloads()).isEmpty();
    learn(CACHE, Stream.of(), List.of(download(2, SECOND, SECOND + 1, true)));
    learn(OTHER, Stream.of(), List.of(download(7, SECOND)));
    learn(CACHE, Stream.of(), List.of(download(2, SECOND, SECOND + 2, false)));
    var first = answer(db.tables.changedAfter(active.last(), 1));
    assertThat(first.downloads()).extracting(DownloadInfo::id).containsExactly(OTHER.id(7));
    var next = answer(db.tables.changedAfter(first.last(), 10));
    assertThat(next.downloads()).hasSize(1);
    assertThat(next.downloads().get(0).row()).isEqualTo(download(2, SECOND, SECOND + 2, false));
    assertThat(answer(db.tables.changedAfter(next.last(), 10)))
        .isEqualTo(new DownloadChanges(List.of(), next.last()));
    assertThat(answer(db.tables.active()).downloads()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void speedsOfNothingAreAbsentAndNotZero(Store.Kind kind) throws SQLException {
    open(kind);
    var traffic = answer(db.tables.traffic(T0));
    assertThat(traffic.currentDownload()).isZero();
    assertThat(traffic.currentUpload()).isZero();
    assertThat(traffic.averageDownload()).isNull();
    assertThat(traffic.peakDownload()).isNull();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void theAverageOfSevenDaysIsThatOfTheirSecondsHoweverTheSpansLie(Store.Kind kind)
      throws SQLException {
    open(kind);
    long seed = new Random().nextLong();
    var random = new Random(seed);
    long now = SECOND + random.nextInt(86_400);
    var cache = new TrafficWorld(CACHE);
    var other = new TrafficWorld(OTHER);
    for (int i = 0; i < 400; i++) {
      cache.seconds(now - random.nextInt(9 * 86_400), 1 + random.nextInt(1_000_000));
      other.seconds(now - random.nextInt(9 * 86_400), 1 + random.nextInt(1_000_000));
    }
    for (var world : List.of(cache, other)) {
      learn(world.source, world.rows(now - 8 * DAY));
    }
    var week = answer(db.tables.traffic(Instant.ofEpochSecond(now)));
    long from = Grain.MINUTE.floor(now - 7 * DAY);
    double bytes = cache.bytes(from) + other.bytes(from);
    double seconds = cache.active(from) + other.active(from);
    assertThat(week.averageDownload())
        .as("seed %d", seed)
        .isCloseTo(bytes / seconds, within(1e-6 * bytes / seconds));
    assertThat(week.peakDownload())
        .as("seed %d", seed)
        .isEqualTo(Math.max(cache.peak(from), other.peak(from)));
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void theCurrentSpeedIsThatOfTenSecondsAndCountsPassthroughSessions(Store.Kind kind)
      throws SQLException {
    open(kind);
    learn(
        CACHE,
        List.of(
            row(Grain.SECOND, SECOND - 10, 1_000_000, 0, 0, 7_000),
            row(Grain.SECOND, SECOND - 9, 600, 300, 1_000, 40),
            row(Grain.SECOND, SECOND, 100, 0, 0, 60)));
    var traffic = answer(db.tables.traffic(T0));
    assertThat(traffic.currentDownload()).isEqualTo(100);
    assertThat(traffic.currentUpload()).isEqualTo(10);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void aSourceOfSessionsAloneCountsBytesOverTheirDurations(Store.Kind kind) throws SQLException {
    open(kind);
    learn(CACHE, List.of(row(Grain.DAY, SECOND - DAY, 0, 9_000, 3_000, 1)));
    assertThat(answer(db.tables.traffic(T0)).averageDownload()).isEqualTo(3_000);
    assertThat(answer(db.tables.traffic(T0)).peakDownload()).isNull();
    learn(OTHER, List.of(row(Grain.DAY, SECOND - DAY, 1_000, 77_000, 10, 1)));
    assertThat(answer(db.tables.traffic(T0)).averageDownload())
        .as("bytes over seconds, of both")
        .isEqualTo((9_000 + 1_000) / (3.0 + 1));
  }

  /** One source's bytes by second, and the spans that follow from them. */
  private static final class TrafficWorld {
    final SourceName source;
    private final TreeMap<Long, Long> seconds = new TreeMap<>();

    TrafficWorld(SourceName source) {
      this.source = source;
    }

    void seconds(long second, long bytes) {
      seconds.merge(second, bytes, Long::sum);
    }

    long bytes(long from) {
      return seconds.tailMap(from).values().stream().mapToLong(b -> b).sum();
    }

    long active(long from) {
      return seconds.tailMap(from).size();
    }

    double peak(long from) {
      return seconds.tailMap(from).values().stream().mapToLong(b -> b).max().orElse(0);
    }

    /** All spans as a reader would store them. */
    List<TrafficRow> rows(long from) {
      var rows = new ArrayList<TrafficRow>();
      for (var grain : List.of(Grain.MINUTE, Grain.HOUR, Grain.DAY)) {
        var starts = seconds.keySet().stream().map(grain::floor).distinct().toList();
        for (long start : starts) {
          if (start < from) continue;
          var span = seconds.subMap(start, start + grain.seconds()).values();
          long sum = span.stream().mapToLong(b -> b).sum();
          long peak = span.stream().mapToLong(b -> b).max().orElse(0);
          rows.add(new TrafficRow(grain, start, sum, sum, 0, 1, span.size(), peak, 0, 0, 0, 0));
        }
      }
      return rows;
    }
  }

  private static TrafficRow row(
      Grain grain,
      long start,
      long bytes,
      long sessionBytes,
      long sessionMillis,
      long receivedBytes) {
    long active = bytes == 0 ? 0 : 1;
    return new TrafficRow(
        grain,
        grain.floor(start),
        bytes,
        bytes,
        0,
        1,
        active,
        bytes,
        sessionBytes,
        sessionMillis,
        receivedBytes,
        500);
  }

  private static SessionRow seen(
      long number, long end, String client, String host, SessionClass sessionClass) {
    return new SessionRow(
        number,
        client,
        "TCP",
        200,
        end * 1000 - 500,
        end * 1000,
        1,
        2,
        host,
        "steam",
        sessionClass,
        0,
        null,
        0);
  }

  private List<Long> numbers(SessionFilter filter) {
    return answer(db.tables.sessions(filter)).rows().stream().map(s -> s.row().number()).toList();
  }

  private List<Long> list(DownloadFilter filter) {
    return answer(db.tables.downloads(filter)).rows().stream().map(DownloadInfo::id).toList();
  }

  private void learn(SourceName source, List<TrafficRow> traffic) throws SQLException {
    learn(source, List.of(), List.of(), traffic);
  }

  private void learn(SourceName source, Stream<SessionRow> sessions, List<DownloadRow> downloads)
      throws SQLException {
    learn(source, sessions.toList(), downloads, List.of());
  }

  private void learn(
      SourceName source,
      List<SessionRow> sessions,
      List<DownloadRow> downloads,
      List<TrafficRow> traffic)
      throws SQLException {
    var none = new long[0];
    db.learnt(
        source,
        new LogBatch(
            1,
            ++batch,
            List.of(),
            List.of(),
            report(SECOND),
            sessions,
            downloads,
            traffic,
            List.of(),
            none));
    db.follow();
  }
}
