package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.http.TestServer.Answer;
import ffrtmp.protocol.port.DownloadInfo;
import ffrtmp.protocol.port.SessionInfo;
import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.SessionClass;
import ffrtmp.protocol.stream.SessionRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamRoutesTest {
  private TestServer server;

  @BeforeEach
  void start() {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aSessionShowsEveryMember() {
    server.sessions.sessions.add(StreamSamples.related(5, 283_399, 91_106, 15_520, 9));
    Answer answer = server.get("/api/sessions");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.raw().body())
        .isEqualTo(
            """
            {"count":1,"sessions":[{"id":%d,"source":"cache","clientIp":"172.16.1.143",\
            "protocol":"TCP","status":200,"sessionStart":"2025-12-20T13:50:42.480Z",\
            "sessionEnd":"2025-12-20T13:50:58.000Z","bytesSent":283399,"bytesReceived":91106,\
            "durationSeconds":15.52,"upstreamHost":"cp601.prod.do.dsp.mp.microsoft.com",\
            "service":"wsus","class":"control","downloadSpeedBps":18260,"uploadSpeedBps":5870,\
            "downloadId":%d,"method":"co-activity","confidence":0.75}]}"""
                .formatted(StreamSamples.CACHE.id(5), StreamSamples.CACHE.id(9)));
  }

  @Test
  void thePlansSessionsHaveTheSpeedsOfTheirBytes() {
    server.sessions.sessions.add(StreamSamples.session(1, 283_399, 91_106, 15_520));
    JsonNode session = server.get("/api/sessions").json().at("/sessions/0");
    assertThat(session.get("downloadSpeedBps").asLong()).isEqualTo(18_260);
    assertThat(session.get("uploadSpeedBps").asLong()).isEqualTo(5_870);
    assertThat(session.get("bytesSent").asLong() + session.get("bytesReceived").asLong())
        .isEqualTo(374_505);
  }

  @Test
  void timesAreUtcWhateverTheLogsOffsetWas() {
    server.sessions.sessions.add(StreamSamples.session(1, 7_063, 910, 77_590));
    JsonNode session = server.get("/api/sessions").json().at("/sessions/0");
    assertThat(session.get("sessionStart").asText()).isEqualTo("2025-12-20T13:49:40.410Z");
    assertThat(session.get("sessionEnd").asText()).isEqualTo("2025-12-20T13:50:58.000Z");
  }

  @Test
  void whatIsUndefinedIsLeftOut() {
    SessionRow row =
        new SessionRow(
            1, "::1", "TCP", 500, 0, 0, 0, 0, "", "other", SessionClass.FAILED, 0, null, 0);
    server.sessions.sessions.add(
        new SessionInfo(StreamSamples.CACHE.id(1), StreamSamples.CACHE, row, null));
    JsonNode session = server.get("/api/sessions").json().at("/sessions/0");
    assertThat(names(session))
        .containsExactly(
            "id",
            "source",
            "clientIp",
            "protocol",
            "status",
            "sessionStart",
            "sessionEnd",
            "bytesSent",
            "bytesReceived",
            "durationSeconds",
            "service",
            "class");
    assertThat(session.get("durationSeconds").asDouble()).isZero();
  }

  @Test
  void aDownloadShowsEveryMember() {
    DownloadInfo alone = StreamSamples.download(9);
    server.sessions.downloads.add(
        new DownloadInfo(alone.id(), alone.source(), alone.row(), 2, 91_106, 15_520));
    assertThat(server.get("/api/downloads").raw().body())
        .isEqualTo(
            """
            {"count":1,"downloads":[{"id":%d,"source":"cache","clientIp":"172.16.1.143",\
            "service":"steam","name":"depot 731","start":"2025-12-20T13:49:19.000Z",\
            "end":"2025-12-20T13:50:58.000Z","active":true,"bytes":1000050,"hitBytes":250005,\
            "missBytes":750045,"requests":321,"downloadSpeedBps":10001,"uploadSpeedBps":5870,\
            "activeSpeedBps":20001,"peakSpeedBps":65536,"sessionDurationSeconds":100,\
            "lowResolution":false,"relatedSessions":2}]}"""
                .formatted(alone.id()));
  }

  @Test
  void aDownloadWithoutBytesOrSessionsHasNoSpeedsOfThem() {
    DownloadRow row =
        new DownloadRow(1, "::1", "riot", "", 7, 7, false, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0);
    server.sessions.downloads.add(
        new DownloadInfo(StreamSamples.CACHE.id(1), StreamSamples.CACHE, row, 0, 0, 0));
    JsonNode download = server.get("/api/downloads").json().at("/downloads/0");
    assertThat(names(download)).doesNotContain("name", "uploadSpeedBps", "activeSpeedBps");
    assertThat(download.get("sessionDurationSeconds").asLong()).isEqualTo(1);
    assertThat(download.get("lowResolution").asBoolean()).isTrue();
    JsonNode speed = server.get("/api/downloads/" + StreamSamples.CACHE.id(1) + "/speed").json();
    assertThat(names(speed))
        .containsExactly(
            "downloadId", "averageDownloadSpeed", "peakSpeed", "sessionDuration", "streamSessions");
  }

  @Test
  void aDownloadsSpeedHasItsSessions() {
    DownloadInfo alone = StreamSamples.download(9);
    server.sessions.downloads.add(
        new DownloadInfo(alone.id(), alone.source(), alone.row(), 1, 91_106, 15_520));
    server.sessions.sessions.add(StreamSamples.related(5, 283_399, 91_106, 15_520, 9));
    server.sessions.sessions.add(StreamSamples.session(6, 1, 1, 1));
    Answer answer = server.get("/api/v1/downloads/" + alone.id() + "/speed");
    assertThat(answer.raw().body())
        .isEqualTo(
            """
            {"downloadId":%d,"averageDownloadSpeed":10001,"averageUploadSpeed":5870,\
            "hitSpeed":25001,"missSpeed":16668,"activeSpeed":20001,"peakSpeed":65536,\
            "sessionDuration":100,"streamSessions":[{"start":"2025-12-20T13:50:42.480Z",\
            "end":"2025-12-20T13:50:58.000Z","bytesSent":283399,"bytesReceived":91106,\
            "downloadSpeedBps":18260,"uploadSpeedBps":5870,\
            "upstreamHost":"cp601.prod.do.dsp.mp.microsoft.com","method":"co-activity",\
            "confidence":0.75}]}"""
                .formatted(alone.id()));
  }

  @Test
  void whereTheLogTimesItsRequestsTheirSpeedIsShown() {
    DownloadRow row =
        new DownloadRow(1, "::1", "riot", "", 7, 9, false, 9, 9, 0, 1, 3, 3, 0, 9, 3_000, 1_500);
    server.sessions.downloads.add(
        new DownloadInfo(StreamSamples.CACHE.id(1), StreamSamples.CACHE, row, 0, 0, 0));
    JsonNode speed = server.get("/api/downloads/" + StreamSamples.CACHE.id(1) + "/speed").json();
    assertThat(speed.get("requestSpeed").asLong()).isEqualTo(2_000);
  }

  @Test
  void anUnknownDownloadIsNotFoundAndANameIsNoId() {
    assertThat(server.get("/api/downloads/1/speed").status()).isEqualTo(404);
    for (String id : List.of("x", "-1", "1.0", "1a", "9".repeat(19))) {
      Answer answer = server.get("/api/downloads/" + id + "/speed");
      assertThat(answer.status()).as(id).isEqualTo(400);
      assertThat(answer.type()).isEqualTo("application/problem+json");
    }
  }

  @Test
  void pagesOfSessionsFollowEachOtherWithoutGapOrRepeat() {
    // all of one second, so that only the ids tell them apart
    for (int i = 1; i <= 25; i++) {
      server.sessions.sessions.add(StreamSamples.session(i, 10, 10, 10));
    }
    assertThat(walk("/api/sessions?limit=10", "sessions"))
        .hasSize(25)
        .doesNotHaveDuplicates()
        .startsWith(StreamSamples.CACHE.id(25))
        .endsWith(StreamSamples.CACHE.id(1));
  }

  @Test
  void pagesOfDownloadsFollowEachOtherWithoutGapOrRepeat() {
    for (int i = 1; i <= 25; i++) server.sessions.downloads.add(StreamSamples.download(i));
    assertThat(walk("/api/v1/downloads?limit=7", "downloads"))
        .hasSize(25)
        .doesNotHaveDuplicates()
        .startsWith(StreamSamples.CACHE.id(25));
  }

  private List<Long> walk(String path, String list) {
    List<Long> seen = new ArrayList<>();
    String cursor = "";
    do {
      Answer page = server.get(path + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      assertThat(page.status()).isEqualTo(200);
      for (JsonNode row : page.json().get(list)) seen.add(row.get("id").asLong());
      assertThat(page.json().get("count").asInt()).isEqualTo(page.json().get(list).size());
      cursor = page.json().path("next_cursor").asText();
    } while (!cursor.isEmpty());
    return seen;
  }

  @Test
  void aCursorOfAnotherListIsNone() {
    for (int i = 1; i <= 2; i++) {
      server.sessions.sessions.add(StreamSamples.session(i, 10, 10, 10));
    }
    String cursor = server.get("/api/sessions?limit=1").json().get("next_cursor").asText();
    assertThat(server.get("/api/sessions?cursor=" + cursor).status()).isEqualTo(200);
    assertThat(server.get("/api/downloads?cursor=" + cursor).faults()).containsExactly("cursor");
    assertThat(server.get("/jobs?cursor=" + cursor).faults()).containsExactly("cursor");
  }

  @Test
  void emptyListsAreListsAllTheSame() {
    assertThat(server.get("/api/sessions").raw().body()).isEqualTo("{\"count\":0,\"sessions\":[]}");
    assertThat(server.get("/api/downloads").raw().body())
        .isEqualTo("{\"count\":0,\"downloads\":[]}");
  }

  @Test
  void everyFilterOfSessionsReachesThePort() {
    server.get(
        "/api/sessions?client=fe80::1&host=a.example&class=passthrough"
            + "&since=2026-01-01T00:00:00+01:00&limit=500");
    var filter = server.sessions.lastSessions;
    assertThat(filter.client()).isEqualTo("fe80::1");
    assertThat(filter.host()).isEqualTo("a.example");
    assertThat(filter.sessionClass()).isEqualTo(SessionClass.PASSTHROUGH);
    assertThat(filter.since()).isEqualTo(Instant.parse("2025-12-31T23:00:00Z"));
    assertThat(filter.limit()).isEqualTo(500);
    assertThat(filter.before()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*.example.com", ".example.com"})
  void aHostMayBeASuffix(String host) {
    server.get("/api/sessions?host=" + host);
    assertThat(server.sessions.lastSessions.host()).isEqualTo(".example.com");
  }

  @Test
  void everyFilterOfDownloadsReachesThePort() {
    server.get(
        "/api/downloads?client=10.0.0.7&service=steam&active=false&since=2026-01-01T00:00:00Z");
    var filter = server.sessions.lastDownloads;
    assertThat(filter.client()).isEqualTo("10.0.0.7");
    assertThat(filter.service()).isEqualTo("steam");
    assertThat(filter.active()).isFalse();
    assertThat(filter.since()).isEqualTo(Samples.T0);
    assertThat(filter.limit()).isEqualTo(100);
    server.get("/api/downloads?active=true");
    assertThat(server.sessions.lastDownloads.active()).isTrue();
    server.get("/api/downloads");
    assertThat(server.sessions.lastDownloads.active()).isNull();
  }

  @Test
  void aYearThatNoClockShowsIsRefused() {
    for (String year : List.of("%2B999999999", "-999999999")) {
      assertThat(server.get("/api/downloads?since=" + year + "-12-31T23:59:59Z").faults())
          .as(year)
          .containsExactly("since");
    }
    assertThat(server.get("/api/sessions?since=9999-12-31T23:59:59Z").status()).isEqualTo(200);
  }

  @Test
  void everyBadFilterIsNamed() {
    assertThat(
            server
                .get(
                    "/api/sessions?client=%00&host=%0A&class=fast&since=yesterday&limit=501&cursor=x")
                .faults())
        .containsExactlyInAnyOrder("client", "host", "class", "since", "limit", "cursor");
    Answer downloads =
        server.get("/api/downloads?client=%00&service=%00&active=yes&since=x&limit=0&cursor=!");
    assertThat(downloads.status()).isEqualTo(400);
    assertThat(downloads.faults())
        .containsExactlyInAnyOrder("client", "service", "active", "since", "limit", "cursor");
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
