package ffrtmp.streams.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.Grain;
import ffrtmp.protocol.stream.LinkMethod;
import ffrtmp.protocol.stream.SessionClass;
import ffrtmp.protocol.stream.SessionRow;
import ffrtmp.protocol.stream.TrafficRow;
import ffrtmp.streams.line.CacheResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of sessions, downloads, links and traffic, each by itself. */
class CorrelatorTest {
  private static final long T = 1_766_239_200; // 2025-12-20T14:00:00Z
  private static final String CLIENT = "10.0.0.1";
  private static final String CHUNK = "/depot/7/chunk/a";
  private static final long MEGABYTE = 1_000_000;

  private World world = new World(CorrelatorSettings.defaults());

  @Test
  void aSessionBeganItsDurationBeforeItsEnd() {
    stream(1_766_238_658, 7_063, 910, 77_590, "cp601.wsus");
    SessionRow row = ended().session(1);
    assertThat(java.time.Instant.ofEpochMilli(row.startMillis()))
        .isEqualTo("2025-12-20T13:49:40.410Z");
    assertThat(row.sessionClass()).isEqualTo(SessionClass.CONTROL);
    assertThat(row.service()).isEqualTo("wsus");
  }

  @Test
  void aSessionIsJudgedBySizeAndSpeed() {
    assertThat(Session.classOf(200, 0, 10)).isEqualTo(SessionClass.FAILED);
    assertThat(Session.classOf(502, 5_000_000, 10)).isEqualTo(SessionClass.FAILED);
    assertThat(Session.classOf(200, 256 * 1024 - 1, 10)).isEqualTo(SessionClass.CONTROL);
    assertThat(Session.classOf(200, 256 * 1024, 4_000)).isEqualTo(SessionClass.PASSTHROUGH);
    assertThat(Session.classOf(200, 256 * 1024, 4_001)).isEqualTo(SessionClass.CONTROL);
    assertThat(Session.classOf(200, 256 * 1024, 0)).isEqualTo(SessionClass.PASSTHROUGH);
  }

  @Test
  void requestsOfOneKeyAreOneDownload() {
    access(T, MEGABYTE, CacheResult.HIT);
    access(T, MEGABYTE, CacheResult.MISS);
    access(T + 9, 3 * MEGABYTE, CacheResult.HIT);
    DownloadRow row = ended().download(1);
    assertThat(row)
        .isEqualTo(
            new DownloadRow(
                1,
                CLIENT,
                "steam",
                "7",
                T,
                T + 9,
                false,
                5 * MEGABYTE,
                4 * MEGABYTE,
                MEGABYTE,
                3,
                2,
                2,
                1,
                3 * MEGABYTE,
                0,
                0));
    assertThat(row.averageBytesPerSecond()).isEqualTo(500_000);
    assertThat(world.downloads).hasSize(1);
  }

  @Test
  void aDownloadEndsAfterThreeHundredSecondsWithoutARequest() {
    access(T, MEGABYTE, CacheResult.HIT);
    access(T + 300, MEGABYTE, CacheResult.HIT);
    access(T + 601, MEGABYTE, CacheResult.HIT);
    assertThat(ended().downloads.values())
        .extracting(DownloadRow::firstSecond)
        .containsExactly(T, T + 601);
  }

  @Test
  void aDownloadIsShownAsOverOnceNothingCanJoinIt() {
    access(T, MEGABYTE, CacheResult.HIT);
    world.drain();
    assertThat(world.download(1).active()).isTrue();
    world.correlator.now(T + 301);
    world.drain();
    assertThat(world.download(1).active()).isFalse();
    access(T + 300, MEGABYTE, CacheResult.HIT);
    world.correlator.now(T + 302);
    world.drain();
    assertThat(world.download(1).active()).isTrue();
  }

  @Test
  void aLateLineJoinsWhatItBelongsToWithinTheRetention() {
    access(T, MEGABYTE, CacheResult.HIT);
    accessOf("other", T + 890, MEGABYTE);
    access(T, MEGABYTE, CacheResult.HIT);
    DownloadRow row = ended().download(1);
    assertThat(row.bytes()).isEqualTo(2 * MEGABYTE);
    assertThat(row.activeSeconds()).isEqualTo(1);
    assertThat(row.peakBytes()).isEqualTo(2 * MEGABYTE);
    assertThat(world.correlator.lateLines()).isZero();
  }

  @Test
  void aLineLaterThanTheRetentionIsCountedAndLosesNoByte() {
    access(T, MEGABYTE, CacheResult.HIT);
    world.correlator.idle(World.STREAM);
    accessOf("other", T + 5_000, MEGABYTE);
    access(T, 7, CacheResult.HIT);
    ended();
    assertThat(world.correlator.lateLines()).isEqualTo(1);
    assertThat(world.downloads.values().stream().mapToLong(DownloadRow::bytes).sum())
        .isEqualTo(2 * MEGABYTE + 7);
    assertThat(day().bytes()).isEqualTo(2 * MEGABYTE + 7);
  }

  @Test
  void aFailedRequestCountsButIsNeitherHitNorMissAndOpensNoDownload() {
    fail(T);
    access(T + 1, MEGABYTE, CacheResult.HIT);
    fail(T + 2);
    DownloadRow row = ended().download(1);
    assertThat(row.requests()).isEqualTo(2);
    assertThat(row.bytes()).isEqualTo(MEGABYTE + 157);
    assertThat(row.hitBytes() + row.missBytes()).isEqualTo(MEGABYTE);
    assertThat(row.firstSecond()).isEqualTo(T + 1);
    assertThat(day().requests()).isEqualTo(3);
  }

  @Test
  void aHeartbeatIsNothing() {
    world.correlator.from(World.ACCESS);
    world.correlator.access(
        world.lines.access(
            "127.0.0.1",
            "127.0.0.1",
            T,
            "/lancache-heartbeat",
            "127.0.0.1",
            204,
            0,
            CacheResult.NONE,
            -1));
    ended();
    assertThat(world.downloads).isEmpty();
    assertThat(world.traffic.get(Grain.DAY)).isEmpty();
  }

  @Test
  void aServiceTellsItsDownloadsApartInItsOwnWay() {
    path("steam", "/depot/730/manifest/1?x=/", "a.steam", "730");
    path(
        "xboxlive",
        "/9/0d5a1cff-1b6a-4d23-9d9e-2b6e2f2e7a11/x.xvc",
        "a.xboxlive",
        "0d5a1cff-1b6a-4d23-9d9e-2b6e2f2e7a11");
    path(
        "epicgames",
        "/Builds/Org/o-1/b2/default/ChunksV4/1.chunk",
        "e",
        "Builds/Org/o-1/b2/default");
    path("epicgames", "/Builds/Org?x", "e", "Builds/Org");
    path("blizzard", "/tpr/wow/data/1", "b", "wow");
    path("riot", "/channels/public/bundles/1", "lol.dyn.riotcdn.net", "lol.dyn.riotcdn.net");
    path("wsus", "/filestreamingservice/files/1", "w", "");
    path("steam", "", "s", "");
  }

  private static void path(String service, String path, String host, String expected) {
    World made = new World(CorrelatorSettings.defaults());
    made.correlator.access(
        made.lines.access(service, CLIENT, T, path, host, MEGABYTE, CacheResult.HIT));
    made.end();
    assertThat(made.download(1).name()).isEqualTo(expected);
    assertThat(made.download(1).service()).isEqualTo(service);
  }

  @Test
  void linesOfBareMetalHaveTheServiceOfTheirFile() {
    world.correlator.series(List.of(new LogSeries("riot-access.log", "riot")));
    world.correlator.from(0);
    world.correlator.access(
        world.lines.access("", CLIENT, T, "/x", "h", MEGABYTE, CacheResult.HIT));
    assertThat(ended().download(1).service()).isEqualTo("riot");
  }

  @Test
  void aSessionIsRelatedToTheOneDownloadOfItsClientAndService() {
    access(T, MEGABYTE, CacheResult.HIT);
    access(T + 60, MEGABYTE, CacheResult.HIT);
    stream(T + 30, 5_000, 700, 20_000, "api.steam");
    SessionRow row = ended().session(1);
    assertThat(row.download()).isEqualTo(1);
    assertThat(row.method()).isEqualTo(LinkMethod.CO_ACTIVITY);
    assertThat(row.confidence()).isEqualTo(1);
  }

  @Test
  void aSessionWithTwoLikelyDownloadsIsRelatedToNone() {
    access(T, MEGABYTE, CacheResult.HIT);
    accessOf("8", T, MEGABYTE);
    stream(T + 1, 5_000, 700, 1_000, "api.steam");
    SessionRow row = ended().session(1);
    assertThat(row.download()).isZero();
    assertThat(row.method()).isNull();
    assertThat(row.confidence()).isZero();
  }

  @Test
  void aSessionIsRelatedOnlyWithinItsClientAndService() {
    access(T, MEGABYTE, CacheResult.HIT);
    world.correlator.from(World.STREAM);
    world.correlator.stream(world.lines.stream("10.0.0.2", T, 5_000, 700, 1_000, "api.steam"));
    stream(T, 5_000, 700, 1_000, "api.riot");
    ended();
    assertThat(world.sessions.values()).extracting(SessionRow::download).containsOnly(0L);
  }

  @Test
  void aFailedSessionIsRelatedToNothing() {
    access(T, MEGABYTE, CacheResult.HIT);
    stream(T + 1, 0, 0, 32, "api.steam");
    assertThat(ended().session(1).download()).isZero();
  }

  @Test
  void aSessionIsLinkedWhenBothLogsHavePassedItsEnd() {
    access(T, MEGABYTE, CacheResult.HIT);
    stream(T + 5, 5_000, 700, 5_000, "api.steam");
    access(T + 6, MEGABYTE, CacheResult.HIT);
    world.drain();
    assertThat(world.session(1).download()).isZero();
    stream(T + 7, 5_000, 700, 1_000, "api.riot");
    access(T + 7, MEGABYTE, CacheResult.HIT);
    world.drain();
    assertThat(world.session(1).download()).isEqualTo(1);
  }

  @Test
  void whereBothLogsShowTheSameConnectionTheBytesTellTheDownload() {
    world = new World(CorrelatorSettings.defaults().sameConnection(true));
    access(T, MEGABYTE, CacheResult.HIT);
    accessOf("8", T, 700_123);
    accessOf("8", T + 1, 500_456);
    long sent = Math.round((700_123 + 500_456 + 900) * 1.0024) + 4_600;
    stream(T + 1, sent, 900, 1_500, "a.steam");
    stream(T + 1, 9 * MEGABYTE, 900, 1_500, "a.steam");
    ended();
    assertThat(world.session(1).download()).isEqualTo(2);
    assertThat(world.session(1).method()).isEqualTo(LinkMethod.BYTE_BUDGET);
    assertThat(day().sessionBytes()).as("shown by no request").isEqualTo(9 * MEGABYTE);
    assertThat(day().receivedBytes()).isEqualTo(1_800);
  }

  @Test
  void trafficAddsUpFromSecondsToDays() {
    access(T, MEGABYTE, CacheResult.HIT);
    access(T, MEGABYTE, CacheResult.MISS);
    access(T + 59, MEGABYTE, CacheResult.HIT);
    access(T + 60, MEGABYTE, CacheResult.HIT);
    stream(T + 60, 4 * MEGABYTE, 900, 2_000, "x.riot");
    ended();
    assertThat(world.traffic.get(Grain.SECOND)).containsOnlyKeys(T, T + 59, T + 60);
    assertThat(world.traffic.get(Grain.MINUTE).get(T))
        .isEqualTo(
            new TrafficRow(
                Grain.MINUTE,
                T,
                3 * MEGABYTE,
                2 * MEGABYTE,
                MEGABYTE,
                3,
                2,
                2 * MEGABYTE,
                0,
                0,
                0,
                0));
    assertThat(world.traffic.get(Grain.HOUR).get(T).bytes()).isEqualTo(4 * MEGABYTE);
    assertThat(day().activeSeconds()).isEqualTo(3);
    assertThat(day().sessionBytes()).isEqualTo(4 * MEGABYTE);
    assertThat(day().sessionMillis()).isEqualTo(2_000);
  }

  @Test
  void secondsOfLongAgoAreNotTold() {
    world.correlator.now(T + 7_300);
    access(T, MEGABYTE, CacheResult.HIT);
    access(T + 200, MEGABYTE, CacheResult.HIT);
    ended();
    assertThat(world.traffic.get(Grain.SECOND)).containsOnlyKeys(T + 200);
    assertThat(world.traffic.get(Grain.MINUTE)).hasSize(2);
  }

  @Test
  void aTimeInTheFutureMovesNothing() {
    world.correlator.now(T);
    access(T, MEGABYTE, CacheResult.HIT);
    access(T + 400_000_000, MEGABYTE, CacheResult.HIT);
    access(T + 1, MEGABYTE, CacheResult.HIT);
    world.drain();
    assertThat(world.correlator.newestSecond()).isEqualTo(T + 1);
    assertThat(world.correlator.lateLines()).isZero();
    assertThat(world.download(1).bytes()).isEqualTo(2 * MEGABYTE);
  }

  @Test
  void aLeapAheadOfTheLogMovesNothingUnlessTheNextLineIsAheadAsWell() {
    long ahead = T + 100 * 86_400;
    access(T, MEGABYTE, CacheResult.HIT);
    access(ahead, MEGABYTE, CacheResult.HIT);
    world.drain();
    world.crash();
    access(T + 1, MEGABYTE, CacheResult.HIT);
    assertThat(world.correlator.newestSecond()).isEqualTo(T + 1);
    access(ahead, MEGABYTE, CacheResult.HIT);
    world.drain();
    world.crash();
    access(ahead + 1, MEGABYTE, CacheResult.HIT);
    assertThat(world.correlator.newestSecond()).isEqualTo(ahead + 1);
    assertThat(world.correlator.lateLines()).isZero();
  }

  @Test
  void aLogOfOneLineInTwoDaysIsOneLineBehind() {
    for (int line = 0; line <= 10; line++) access(T + line * 172_800L, MEGABYTE, CacheResult.HIT);
    assertThat(world.correlator.newestSecond()).isEqualTo(T + 9 * 172_800L);
    ended();
    assertThat(world.downloads).hasSize(11);
    assertThat(world.correlator.lateLines()).isZero();
  }

  @Test
  void theOpenStateIsBoundedAndWhatIsLetGoIsCounted() {
    world = new World(new CorrelatorSettings(true, 300, 900, 100, 200, 7_200));
    for (int i = 0; i < 5_000; i++) {
      accessOf("d" + i, T + i / 100, 1_000);
      stream(T + i / 100, 5_000, 1, 10, "api.steam");
    }
    world.drain();
    assertThat(world.correlator.openKeys()).isLessThan(1_000);
    assertThat(world.correlator.forgotten()).isGreaterThan(5_000);
    ended();
    assertThat(world.downloads).hasSize(5_000);
    assertThat(world.sessions).hasSize(5_000);
    assertThat(world.open).as("all but the header and long spans is closed").hasSizeLessThan(20);
  }

  @Test
  void aLiveBatchCostsLittle() {
    int downloads = 100;
    for (int quarter = 0; quarter < 480; quarter++) {
      for (int i = 0; i < downloads; i++) accessOf("" + i, T + quarter / 4, 1_048_576);
      if (quarter == 240) world.openedBytes = 0;
      world.drain();
    }
    long each = world.openedBytes / 239 / downloads;
    System.out.println("open state: " + each + " bytes a touched download and batch");
    assertThat(each).isLessThan(500);
  }

  private World ended() {
    world.end();
    return world;
  }

  private TrafficRow day() {
    return world.traffic.get(Grain.DAY).firstEntry().getValue();
  }

  private void access(long second, long bytes, CacheResult cache) {
    world.correlator.from(World.ACCESS);
    world.correlator.access(
        world.lines.access("steam", CLIENT, second, CHUNK, "a.steam", bytes, cache));
  }

  private void accessOf(String depot, long second, long bytes) {
    world.correlator.from(World.ACCESS);
    String path = "/depot/" + depot + "/chunk/a";
    world.correlator.access(
        world.lines.access("steam", CLIENT, second, path, "a.steam", bytes, CacheResult.HIT));
  }

  private void fail(long second) {
    world.correlator.from(World.ACCESS);
    world.correlator.access(
        world.lines.access(
            "steam", CLIENT, second, CHUNK, "a.steam", 502, 157, CacheResult.MISS, -1));
  }

  private void stream(long second, long sent, long received, long millis, String host) {
    world.correlator.from(World.STREAM);
    world.correlator.stream(world.lines.stream(CLIENT, second, sent, received, millis, host));
  }
}
