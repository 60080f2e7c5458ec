package ffrtmp.persistence.log;

import static ffrtmp.persistence.Samples.CALLER;
import static ffrtmp.persistence.Samples.T0;
import static ffrtmp.persistence.log.LogDatabase.answer;
import static ffrtmp.persistence.log.LogSamples.CACHE;
import static ffrtmp.persistence.log.LogSamples.PATH;
import static ffrtmp.persistence.log.LogSamples.READER;
import static ffrtmp.persistence.log.LogSamples.SECOND;
import static ffrtmp.persistence.log.LogSamples.download;
import static ffrtmp.persistence.log.LogSamples.file;
import static ffrtmp.persistence.log.LogSamples.full;
import static ffrtmp.persistence.log.LogSamples.report;
import static ffrtmp.persistence.log.LogSamples.session;
import static ffrtmp.persistence.log.LogSamples.traffic;
import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.persistence.journal.JournalIds;
import ffrtmp.persistence.journal.Store;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.port.DownloadInfo;
import ffrtmp.protocol.port.SessionInfo;
import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.FilePosition;
import ffrtmp.protocol.stream.Grain;
import ffrtmp.protocol.stream.LogBatch;
import ffrtmp.protocol.stream.LogSourceEvent;
import ffrtmp.protocol.stream.SessionClass;
import ffrtmp.protocol.stream.SessionRow;
import ffrtmp.protocol.stream.SourceName;
import ffrtmp.protocol.stream.TrafficRow;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The follower on both databases, with events as an entity stores them. */
class LogFollowerTest {
  private static final SourceName OTHER = new SourceName("other");
  private static final long DAY = 86_400;

  private LogDatabase db;

  private void open(Store.Kind kind) {
    db = new LogDatabase(kind);
  }

  @AfterEach
  void close() {
    db.close();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void whatWasLearntIsInTheTablesAndLaterRowsReplaceEarlierOnes(Store.Kind kind)
      throws SQLException {
    open(kind);
    db.write(CACHE, new LogSourceEvent.Opened(1, READER, PATH, T0));
    db.learnt(CACHE, rows(1, List.of(session(1, SECOND)), List.of(download(1, SECOND))));
    db.follow();
    assertThat(db.sessions())
        .containsExactly(new SessionInfo(CACHE.id(1), CACHE, session(1, SECOND), null));
    var linked = session(1, SECOND, 2);
    var longer = download(2, SECOND, SECOND + 60, true);
    db.learnt(
        CACHE,
        rows(2, List.of(session(1, SECOND)), List.of(download(2, SECOND, SECOND, true))),
        rows(3, List.of(linked), List.of(longer)));
    db.follow();
    assertThat(db.sessions())
        .containsExactly(new SessionInfo(CACHE.id(1), CACHE, linked, CACHE.id(2)));
    assertThat(db.downloads())
        .containsExactlyInAnyOrder(
            new DownloadInfo(CACHE.id(1), CACHE, download(1, SECOND), 0, 0, 0),
            new DownloadInfo(CACHE.id(2), CACHE, longer, 1, 91_106, 15_520));
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void aSourceShowsItsReaderItsReportAndItsPositions(Store.Kind kind) throws SQLException {
    open(kind);
    db.write(CACHE, new LogSourceEvent.Opened(1, READER, PATH, T0));
    db.follow();
    var fresh = answer(db.tables.sources()).get(0);
    assertThat(fresh.report().path()).isEqualTo(PATH);
    db.learnt(CACHE, full(1, 1), full(1, 2));
    db.follow();
    var source = answer(db.tables.sources()).get(0);
    assertThat(source.name()).isEqualTo(CACHE);
    assertThat(source.reader()).isEqualTo(READER);
    assertThat(source.epoch()).isEqualTo(1);
    assertThat(source.report()).isEqualTo(report(SECOND + 2));
    assertThat(source.changed()).isEqualTo(T0);
    assertThat(source.files())
        .containsExactly(file("access.log", -12, 500), file("access.log.1", 11, 2000));
    db.learnt(CACHE, files(3, List.of(file("access.log.2", 11, 2000)), List.of(-12L)));
    db.write(CACHE, new LogSourceEvent.Released(1, T0));
    db.follow();
    var released = answer(db.tables.sources()).get(0);
    assertThat(released.reader()).isNull();
    assertThat(released.files()).containsExactly(file("access.log.2", 11, 2000));
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void ofTwoFollowersOneIsOvertakenAndNothingIsAppliedTwice(Store.Kind kind) throws SQLException {
    open(kind);
    db.write(CACHE, new LogSourceEvent.Opened(1, READER, PATH, T0));
    var first = db.follower();
    var second = db.follower();
    LogDatabase.run(first);
    LogDatabase.run(second);
    db.learnt(CACHE, rows(1, List.of(), List.of(download(1, SECOND))));
    LogDatabase.run(first);
    db.learnt(CACHE, rows(2, List.of(), List.of(download(2, SECOND))));
    LogDatabase.run(second);
    assertThat(db.downloads()).as("the second was overtaken").hasSize(1);
    assertThat(answer(db.tables.changedAfter(0, 10)).last()).isEqualTo(1);
    db.clock.forward(Duration.ofSeconds(1));
    LogDatabase.run(second);
    assertThat(db.downloads()).hasSize(2);
    assertThat(answer(db.tables.changedAfter(0, 10)).last()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void aResetDeletesEverythingOfItsSourceAndNothingOfAnother(Store.Kind kind) throws SQLException {
    open(kind);
    db.write(CACHE, new LogSourceEvent.Opened(1, READER, PATH, T0));
    int many = LogCleaner.SLICE + 10;
    db.learnt(CACHE, rows(1, sessions(many), List.of(download(1, SECOND))), full(1, 2));
    db.write(OTHER, new LogSourceEvent.Opened(1, READER, PATH, T0));
    db.learnt(OTHER, full(1, 1));
    db.follow();
    assertThat(db.count("log_session")).isEqualTo(many + 2);
    db.write(CACHE, new LogSourceEvent.Reset(2, T0, CALLER));
    db.follow();
    assertThat(db.sessions()).extracting(SessionInfo::source).containsExactly(OTHER);
    assertThat(db.downloads()).extracting(DownloadInfo::source).containsExactly(OTHER);
    assertThat(db.count("log_traffic")).isEqualTo(1);
    var reset = answer(db.tables.sources()).get(0);
    assertThat(reset.files()).isEmpty();
    assertThat(reset.epoch()).isEqualTo(2);
    assertThat(reset.reader()).isNull();
    assertThat(reset.report().lines()).isZero();
    assertThat(answer(db.tables.sources()).get(1).files()).hasSize(2);
    db.write(CACHE, new LogSourceEvent.Opened(3, READER, PATH, T0));
    db.learnt(CACHE, full(3, 1));
    db.follow();
    assertThat(db.sessions()).hasSize(2);
  }

  /** Where each row deleted cost a query of its slice, this took minutes. */
  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  @Timeout(60)
  void deletingManySessionsCostsNoQueryForEach(Store.Kind kind) throws SQLException {
    open(kind);
    db.write(CACHE, new LogSourceEvent.Opened(1, READER, PATH, T0));
    db.learnt(CACHE, rows(1, sessions(8 * LogCleaner.SLICE), List.of()));
    db.write(CACHE, new LogSourceEvent.SessionsDeleted(T0, CALLER));
    db.follow();
    assertThat(db.count("log_session")).isZero();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void deletingSessionsLeavesDownloadsAndWhatComesAfter(Store.Kind kind) throws SQLException {
    open(kind);
    db.write(CACHE, new LogSourceEvent.Opened(1, READER, PATH, T0));
    db.learnt(CACHE, full(1, 1));
    db.write(CACHE, new LogSourceEvent.SessionsDeleted(T0, CALLER));
    db.learnt(CACHE, full(1, 2));
    db.follow();
    assertThat(db.sessions()).extracting(s -> s.row().number()).containsExactly(2L);
    assertThat(db.downloads()).hasSize(2);
    assertThat(db.count("log_file")).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void oddTextIsStoredAsFarAsADatabaseCan(Store.Kind kind) throws SQLException {
    open(kind);
    var odd = "a\u0000b\uD83D\uDE00" + "x".repeat(2000);
    var plain = session(1, SECOND);
    db.write(CACHE, new LogSourceEvent.Opened(1, odd, odd, T0));
    var row =
        new SessionRow(
            1,
            odd,
            odd,
            -1,
            plain.startMillis(),
            plain.endMillis(),
            1,
            2,
            odd,
            odd,
            SessionClass.FAILED,
            0,
            null,
            0);
    var d = download(1, SECOND);
    var oddDownload =
        new DownloadRow(
            1, odd, odd, odd, d.firstSecond(), d.lastSecond(), true, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    db.learnt(CACHE, rows(1, List.of(row), List.of(oddDownload)));
    db.learnt(CACHE, files(2, List.of(file(odd, 1, 1)), List.of()));
    db.follow();
    assertThat(db.sessions().get(0).row().host()).hasSize(305).startsWith("a\uFFFDb\uD83D\uDE00x");
    assertThat(db.downloads().get(0).row().name()).hasSize(1000);
    assertThat(answer(db.tables.sources()).get(0).files()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void aSourceWithAnothersIdsIsLeftAloneAndKnownBeforeItIsOpened(Store.Kind kind)
      throws SQLException {
    open(kind);
    var rivals = rivals();
    db.write(rivals.get(0), new LogSourceEvent.Opened(1, READER, PATH, T0));
    db.learnt(rivals.get(0), full(1, 1));
    db.follow();
    assertThat(answer(db.tables.rival(rivals.get(1)))).contains(rivals.get(0));
    assertThat(answer(db.tables.rival(rivals.get(0)))).isEmpty();
    assertThat(answer(db.tables.rival(OTHER))).isEmpty();
    db.write(rivals.get(1), new LogSourceEvent.Opened(1, READER, PATH, T0));
    db.learnt(rivals.get(1), full(1, 9));
    db.write(OTHER, new LogSourceEvent.Opened(1, READER, PATH, T0));
    db.learnt(OTHER, full(1, 5));
    db.follow();
    assertThat(db.sessions()).extracting(SessionInfo::source).containsExactly(OTHER, rivals.get(0));
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void anEventThatCannotBeReadHoldsUpItsSourceOnly(Store.Kind kind) throws SQLException {
    open(kind);
    db.write(CACHE, new LogSourceEvent.Opened(1, READER, PATH, T0));
    db.journal.write(JournalIds.of(CACHE), new JobEvent.Placeable(T0, CALLER));
    db.write(OTHER, new LogSourceEvent.Opened(1, READER, PATH, T0));
    db.learnt(OTHER, full(1, 5));
    db.follow();
    assertThat(db.sessions()).extracting(SessionInfo::source).containsExactly(OTHER);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void rowsGoWhenTheyAreTooOldForTheNewestTimeOfTheirSource(Store.Kind kind) throws SQLException {
    open(kind);
    long then = SECOND - 3 * 365 * DAY;
    db.write(OTHER, new LogSourceEvent.Opened(1, READER, PATH, T0));
    db.learnt(OTHER, rows(1, List.of(session(1, then)), List.of(download(1, then)), then));
    db.write(CACHE, new LogSourceEvent.Opened(1, READER, PATH, T0));
    long old = SECOND - 401 * DAY;
    var spans =
        List.of(
            traffic(Grain.SECOND, SECOND - 7_201, 1),
            traffic(Grain.SECOND, SECOND - 7_200, 2),
            traffic(Grain.MINUTE, SECOND - 8 * DAY - 60, 3),
            traffic(Grain.HOUR, SECOND - 101 * DAY, 4),
            traffic(Grain.DAY, SECOND - 3_000 * DAY, 5));
    db.learnt(
        CACHE,
        new LogBatch(
            1,
            1,
            List.of(),
            List.of(),
            report(old),
            List.of(session(1, old), session(2, SECOND - 89 * DAY)),
            List.of(download(1, old), download(2, SECOND - 399 * DAY)),
            spans,
            List.of(),
            new long[0]));
    db.follow();
    assertThat(db.sessions()).hasSize(3);
    db.learnt(CACHE, rows(2, List.of(session(3, old)), List.of(), SECOND));
    db.follow();
    assertThat(db.sessions())
        .extracting(SessionInfo::id)
        .as("what is read today of an old log stays, and what comes too late does not")
        .containsExactly(CACHE.id(2), OTHER.id(1));
    assertThat(db.downloads())
        .extracting(DownloadInfo::id)
        .containsExactly(CACHE.id(2), OTHER.id(1));
    assertThat(db.number("SELECT SUM(bytes) FROM log_traffic")).isEqualTo(2 + 5);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void aLineFromTheFarFutureDoesNotMakeEverythingOld(Store.Kind kind) throws SQLException {
    open(kind);
    db.write(CACHE, new LogSourceEvent.Opened(1, READER, PATH, T0));
    db.learnt(CACHE, rows(1, List.of(session(1, SECOND - DAY)), List.of(), SECOND));
    db.learnt(CACHE, rows(2, List.of(), List.of(), SECOND + 100 * 365 * DAY));
    db.follow();
    assertThat(db.sessions()).hasSize(1);
  }

  private static List<SessionRow> sessions(int count) {
    return LongStream.rangeClosed(1, count)
        .mapToObj(number -> session(1000 + number, SECOND + number))
        .toList();
  }

  /** Two names with one id space. */
  private static List<SourceName> rivals() {
    var seen = new HashMap<Long, SourceName>();
    for (int i = 0; ; i++) {
      var name = new SourceName("n" + i);
      var before = seen.put(name.space(), name);
      if (before != null) return List.of(before, name);
    }
  }

  private static LogBatch files(long batch, List<FilePosition> files, List<Long> forgotten) {
    return new LogBatch(
        1,
        batch,
        files,
        forgotten,
        report(SECOND),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new long[0]);
  }

  private static LogBatch rows(long batch, List<SessionRow> sessions, List<DownloadRow> downloads) {
    return rows(batch, sessions, downloads, SECOND);
  }

  private static LogBatch rows(
      long batch, List<SessionRow> sessions, List<DownloadRow> downloads, long newest) {
    return new LogBatch(
        1,
        batch,
        List.of(),
        List.of(),
        report(newest),
        new ArrayList<>(sessions),
        downloads,
        List.<TrafficRow>of(),
        List.of(),
        new long[0]);
  }
}
