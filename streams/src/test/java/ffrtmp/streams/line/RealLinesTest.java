package ffrtmp.streams.line;

import static ffrtmp.streams.line.Lines.request;
import static ffrtmp.streams.line.Lines.session;
import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.streams.line.Lines.Request;
import ffrtmp.streams.line.Lines.Session;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Lines that caches have written. */
class RealLinesTest {
  static final String PLANS_SESSION =
      "172.16.1.143 [20/Dec/2025:07:50:58 -0600] TCP 200 7063 910 77.590"
          + " \"cp601.prod.do.dsp.mp.microsoft.com\"";
  static final String UPDATE =
      "[wsus] 192.168.178.111 / - - - [26/Sep/2021:22:24:12 +0200] \"GET"
          + " /d/msdownload/update/software/defu/2021/09/am_engine_6e3f.exe HTTP/1.1\" 206 1048576"
          + " \"-\" \"Microsoft-Delivery-Optimization/10.0\" \"MISS\""
          + " \"au.download.windowsupdate.com\" \"bytes=4194304-5242879\"";
  static final String REFUSED =
      "[steam] 192.168.178.111 / - - - [26/Sep/2021:22:26:44 +0200] \"GET /ipv6check HTTP/1.1\" 502"
          + " 182 \"-\" \"Valve/Steam HTTP Client 1.0\" \"MISS\" \"ipv6check-http.steamcontent.com\""
          + " \"-\"";
  static final String HEARTBEAT =
      "[127.0.0.1] 127.0.0.1 / - - - [26/Sep/2021:22:30:01 +0200] \"GET /lancache-heartbeat"
          + " HTTP/1.1\" 204 0 \"-\" \"Wget/1.19.4 (linux-gnu)\" \"-\" \"127.0.0.1\" \"-\"";

  @Test
  void thePlansSessionBegan77SecondsAnd590MillisecondsBeforeItsEnd() {
    Session line = session(PLANS_SESSION);
    assertThat(line)
        .isEqualTo(
            new Session(
                "172.16.1.143",
                "TCP",
                Instant.parse("2025-12-20T13:50:58Z").getEpochSecond(),
                200,
                7_063,
                910,
                77_590,
                "cp601.prod.do.dsp.mp.microsoft.com"));
    assertThat(Instant.ofEpochMilli(line.second() * 1_000 - line.millis()))
        .isEqualTo("2025-12-20T13:49:40.410Z");
  }

  @Test
  void anUpdateComesFromUpstream() {
    assertThat(request(UPDATE))
        .isEqualTo(
            new Request(
                "wsus",
                "192.168.178.111",
                Instant.parse("2021-09-26T20:24:12Z").getEpochSecond(),
                "/d/msdownload/update/software/defu/2021/09/am_engine_6e3f.exe",
                206,
                1_048_576,
                CacheResult.MISS,
                "au.download.windowsupdate.com",
                -1));
  }

  @Test
  void aRefusedRequestIsARequest() {
    Request line = request(REFUSED);
    assertThat(line.status()).isEqualTo(502);
    assertThat(line.bytes()).isEqualTo(182);
    assertThat(line.path()).isEqualTo("/ipv6check");
  }

  @Test
  void aHeartbeatIsDeliveredAsTheCacheWroteIt() {
    Request line = request(HEARTBEAT);
    assertThat(line.client()).isEqualTo("127.0.0.1");
    assertThat(line.tag()).isEqualTo("127.0.0.1");
    assertThat(line.path()).isEqualTo("/lancache-heartbeat");
    assertThat(line.cache()).isEqualTo(CacheResult.NONE);
  }

  @Test
  void whatOddClientsMakeNginxWriteIsReadToo() {
    String time = "[21/Nov/2026:05:58:04 +0000]";
    assertThat(
            Lines.of(
                "[] 127.0.0.1 / - - - " + time + " \"GET /old\" 200 5 \"-\" \"-\" \"-\" \"\" \"-\"",
                "[a]b] 127.0.0.1 / - - - "
                    + time
                    + " \"GET /b HTTP/1.1\" 200 5 \"-\" \"-\" \"-\" \"a]b\" \"-\"",
                "[[::1]] 127.0.0.1 / - - - "
                    + time
                    + " \"GET /x HTTP/1.1\" 200 5 \"-\" \"-\" \"-\" \"[::1]\" \"-\"",
                "[h] 127.0.0.1 / a] b / c - [20/Dec/2025:07:50:58 -0600] \\x22GET - - "
                    + time
                    + " \"GET /t HTTP/1.1\" 200 5 \"-\" \"-\" \"-\" \"h\" \"[20/Dec/2025:07:50:58"
                    + " -0600] \\x22x -\"",
                time + " 127.0.0.1 - \"-\" - - 400 157 - - - - - \"-\"",
                time
                    + " 127.0.0.1 GET \"/up/x\" bytes=0-5,7-9 - 502 157 0, 0 - 127.0.0.1:80 502, 502"
                    + " 0.000, 0.000 \"curl/7.88.1\""))
        .allSatisfy(line -> assertThat(((Request) line).second()).isEqualTo(1_795_240_684))
        .extracting(line -> ((Request) line).path())
        .containsExactly("/old", "/b", "/x", "/t", "", "/up/x");
  }
}
