package ffrtmp.streams.line;

import static ffrtmp.streams.line.Lines.damage;
import static ffrtmp.streams.line.Lines.request;
import static ffrtmp.streams.line.Lines.session;
import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.streams.line.Lines.Request;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FormatsTest {
  private static final String TIME = "20/Dec/2025:07:50:58 -0600";
  private static final long SECOND = Instant.parse("2025-12-20T13:50:58Z").getEpochSecond();

  @Nested
  class Sessions {
    @Test
    void ofTheStockImageHaveTheHostBeforeTheNumbers() {
      var line =
          session("10.0.0.2 [" + TIME + "] TCP 200 fe2cr.update.microsoft.com 283399 91106 15.520");
      assertThat(line.host()).isEqualTo("fe2cr.update.microsoft.com");
      assertThat(line.sent()).isEqualTo(283_399);
      assertThat(line.received()).isEqualTo(91_106);
      assertThat(line.millis()).isEqualTo(15_520);
      assertThat(line.second()).isEqualTo(SECOND);
    }

    @Test
    void ofTheStockImageMayHaveAHostWithSpacesOrNone() {
      assertThat(session("10.0.0.2 [" + TIME + "] TCP 500  0 0 0.058").host()).isEmpty();
      assertThat(session("10.0.0.2 [" + TIME + "] TCP 200 - 0 0 0.000").host()).isEmpty();
      assertThat(session("10.0.0.2 [" + TIME + "] TCP 500 odd name 7 0 0 0.058").host())
          .isEqualTo("odd name 7");
    }

    @Test
    void ofBareMetalBeginWithTheTime() {
      var line = session("[" + TIME + "] ::1 UDP 502 h.example 1 2 3.004");
      assertThat(line.client()).isEqualTo("::1");
      assertThat(line.protocol()).isEqualTo("UDP");
      assertThat(line.status()).isEqualTo(502);
      assertThat(line.host()).isEqualTo("h.example");
      assertThat(line.millis()).isEqualTo(3_004);
    }

    @Test
    void keepAHostsEscapesAndCase() {
      var line = session("10.0.0.2 [" + TIME + "] TCP 200 1 2 3.004 \"We\\x22ird.\\xFFName\"");
      assertThat(line.host()).isEqualTo("We\\x22ird.\\xFFName");
    }

    @Test
    void withoutANameHaveAnEmptyHost() {
      assertThat(session("::1 [" + TIME + "] TCP 500 0 0 0.058 \"\"").host()).isEmpty();
      assertThat(session("::1 [" + TIME + "] TCP 200 0 0 0.000 \"-\"").host()).isEmpty();
    }

    @Test
    void mayHaveANameOfTheGreatestLength() {
      String name = "\\xFF".repeat(255);
      assertThat(session("::1 [" + TIME + "] TCP 200 1 0 0.000 \"" + name + "\"").host())
          .isEqualTo(name);
      assertThat(damage("::1 [" + TIME + "] TCP 200 1 0 0.000 \"" + name + "x\""))
          .isEqualTo(Damage.FORMAT);
    }
  }

  @Nested
  class Cachelogs {
    private Request with(String prefix, String request, String rest) {
      return request(prefix + "[" + TIME + "] \"" + request + "\" 200 5 \"-\" \"-\" " + rest);
    }

    private Request withRequest(String request) {
      return with("[steam] 10.0.0.2 / - - - ", request, "\"HIT\" \"h\" \"-\"");
    }

    private Request withForwarded(String forwarded) {
      return with("[steam] 10.0.0.2 / " + forwarded, "GET / HTTP/1.1", "\"HIT\" \"h\" \"-\"");
    }

    @Test
    void ofTheOldestImageHaveNoTag() {
      Request line = with("10.0.0.2 / - - - ", "GET / HTTP/1.1", "\"HIT\" \"h\" \"-\"");
      assertThat(line.tag()).isEmpty();
      assertThat(line.client()).isEqualTo("10.0.0.2");
      assertThat(line.second()).isEqualTo(SECOND);
    }

    @Test
    void afterOneWithATagHaveNoneOfTheirOwn() {
      assertThat(
              Lines.of(
                  "[steam] 10.0.0.2 / - - - ["
                      + TIME
                      + "] \"GET / HTTP/1.1\" 200 5 \"-\" \"-\" \"HIT\" \"h\" \"-\"",
                  "10.0.0.2 / - - - ["
                      + TIME
                      + "] \"GET / HTTP/1.1\" 200 5 \"-\" \"-\" \"HIT\" \"h\" \"-\""))
          .extracting(line -> ((Request) line).tag())
          .containsExactly("steam", "");
    }

    @Test
    void mayHaveATagInBrackets() {
      assertThat(with("[[::1]] 10.0.0.2 / - - - ", "GET / HTTP/1.1", "\"-\" \"h\" \"-\"").tag())
          .isEqualTo("[::1]");
      assertThat(with("[] 10.0.0.2 / - - - ", "GET / HTTP/1.1", "\"-\" \"h\" \"-\"").tag())
          .isEmpty();
    }

    @Test
    void nameTheClientAndNotWhomItSpeaksFor() {
      assertThat(withForwarded("10.9.9.1, 10.9.9.2 - - ").client()).isEqualTo("10.0.0.2");
      assertThat(withForwarded("[fd00::1] - some user ").client()).isEqualTo("10.0.0.2");
    }

    @Test
    void areNotMisledByATimeThatTheClientSent() {
      assertThat(withForwarded("[01/Jan/2001:00:00:00 +0000] - - ").second()).isEqualTo(SECOND);
    }

    @Test
    void tellTheRequestTimeWhereOperatorsAddedIt() {
      String line = "\"HIT\" \"h\" \"-\"";
      assertThat(with("10.0.0.2 / - - - ", "GET / HTTP/1.1", line + " 12.034").millis())
          .isEqualTo(12_034);
      assertThat(with("10.0.0.2 / - - - ", "GET / HTTP/1.1", line + " -").millis()).isEqualTo(-1);
      assertThat(with("10.0.0.2 / - - - ", "GET / HTTP/1.1", line).millis()).isEqualTo(-1);
    }

    @Test
    void ofGarbageAreRequestsWithoutAPath() {
      Request line =
          request(
              "[] 10.0.0.2 / - - - ["
                  + TIME
                  + "] \"\\x16\\x03\\x01\\x00\" 400 157 \"-\" \"-\" \"-\" \"\" \"-\"");
      assertThat(line.path()).isEmpty();
      assertThat(line.status()).isEqualTo(400);
      assertThat(line.bytes()).isEqualTo(157);
      assertThat(line.host()).isEmpty();
      assertThat(withRequest("").path()).isEmpty();
      assertThat(withRequest("-").path()).isEmpty();
      assertThat(withRequest("GET").path()).isEmpty();
      assertThat(withRequest("CONNECT h:443 HTTP/1.1").path()).isEmpty();
    }

    @Test
    void haveThePathThatWasAskedForInAnyManner() {
      assertThat(withRequest("GET /a?b=c HTTP/1.1").path()).isEqualTo("/a?b=c");
      assertThat(withRequest("GET /old").path()).isEqualTo("/old");
      assertThat(withRequest("GET http://h.example:80/a/b HTTP/1.0").path()).isEqualTo("/a/b");
      assertThat(withRequest("GET http://h.example HTTP/1.0").path()).isEmpty();
      assertThat(withRequest("GET /with space HTTP/2.0").path()).isEqualTo("/with space");
      assertThat(withRequest("GET /q\\\"uote HTTP/1.1").path()).isEqualTo("/q\\\"uote");
      assertThat(withRequest("GET /q\\x22uote HTTP/1.1").path()).isEqualTo("/q\\x22uote");
    }

    @Test
    void mayHavePathsOfNineKilobytes() {
      String path = "/" + "a".repeat(9_000);
      assertThat(withRequest("GET " + path + " HTTP/1.1").path()).isEqualTo(path);
    }

    @Test
    void sayHowTheCacheAnswered() {
      assertThat(CacheResult.HIT)
          .isEqualTo(cache("HIT"))
          .isEqualTo(cache("STALE"))
          .isEqualTo(cache("UPDATING"))
          .isEqualTo(cache("REVALIDATED"));
      assertThat(CacheResult.MISS)
          .isEqualTo(cache("MISS"))
          .isEqualTo(cache("EXPIRED"))
          .isEqualTo(cache("BYPASS"));
      assertThat(CacheResult.NONE).isEqualTo(cache("-")).isEqualTo(cache(""));
    }

    private CacheResult cache(String word) {
      return with("[a] ::1 / - - - ", "GET / HTTP/1.1", "\"" + word + "\" \"h\" \"-\"").cache();
    }
  }

  @Nested
  class BareMetal {
    private static final String HEAD = "[" + TIME + "] 10.0.0.2 GET \"/depot/1/chunk/ab\" ";

    @Test
    void hasNoTagAndNoTimeOfTheRequest() {
      assertThat(
              request(
                  HEAD
                      + "bytes=0-1048575 bytes=0-1048575 206 1048576 1048576 HIT"
                      + " cache1.steamcontent.com 206 0.250 \"Valve/Steam HTTP Client 1.0\""))
          .isEqualTo(
              new Request(
                  "",
                  "10.0.0.2",
                  SECOND,
                  "/depot/1/chunk/ab",
                  206,
                  1_048_576,
                  CacheResult.HIT,
                  "cache1.steamcontent.com",
                  -1));
    }

    @Test
    void mayNameSeveralRangesAndSeveralUpstreams() {
      Request line =
          request(
              HEAD
                  + "bytes=0-1, 5-9 - 200 77 12, 65 MISS h.example 502, 200 : 200 0.001, 0.200 :"
                  + " 0.100 \"a \\x22b\\x22 c\"");
      assertThat(line.bytes()).isEqualTo(77);
      assertThat(line.host()).isEqualTo("h.example");
      assertThat(line.cache()).isEqualTo(CacheResult.MISS);
    }

    @Test
    void mayLackWhatNginxDidNotKnow() {
      Request line = request("[" + TIME + "] 10.0.0.2 - \"-\" - - 400 157 - - - - - \"-\"");
      assertThat(line.path()).isEmpty();
      assertThat(line.host()).isEmpty();
      assertThat(line.cache()).isEqualTo(CacheResult.NONE);
    }
  }

  @Nested
  class Json {
    private static final String STOCK =
        "{\"timestamp\":\"1766238658.250\",\"time_local\":\""
            + TIME
            + "\","
            + "\"cache_identifier\":\"steam\",\"remote_addr\":\"10.0.0.2\",\"forwarded_for\":\"\","
            + "\"remote_user\":\"\",\"status\":\"200\",\"bytes_sent\":1048576,\"referer\":\"\","
            + "\"user_agent\":\"Valve/Steam HTTP Client 1.0\",\"upstream_cache_status\":\"HIT\","
            + "\"host\":\"lancache.steamcontent.com\",\"http_range\":\"\",\"method\":\"GET\","
            + "\"path\":\"/depot/441/chunk/0a\",\"proto\":\"HTTP/1.1\",\"scheme\":\"http\"}";

    @Test
    void isReadAsTheStockImageWritesIt() {
      assertThat(request(STOCK))
          .isEqualTo(
              new Request(
                  "steam",
                  "10.0.0.2",
                  SECOND,
                  "/depot/441/chunk/0a",
                  200,
                  1_048_576,
                  CacheResult.HIT,
                  "lancache.steamcontent.com",
                  -1));
    }

    @Test
    void mayHaveItsMembersInAnyOrderAndOthersBesides() {
      Request line =
          request(
              " {\"path\" : \"/a\", \"x\":{\"y\":[1,2,{\"z\":\"}\\\"]\"}]},\"n\":null,\"f\":-1.5e9,"
                      .strip()
                  + "\"b\":true,\"request_time\":\"1.204\",\"status\":404, \"bytes_sent\":\"12\" ,"
                  + "\"remote_addr\":\"fd00::2\",\"time_local\":\""
                  + TIME
                  + "\"}");
      assertThat(line.path()).isEqualTo("/a");
      assertThat(line.status()).isEqualTo(404);
      assertThat(line.bytes()).isEqualTo(12);
      assertThat(line.client()).isEqualTo("fd00::2");
      assertThat(line.millis()).isEqualTo(1_204);
      assertThat(line.second()).isEqualTo(SECOND);
      assertThat(line.tag()).isEmpty();
      assertThat(line.host()).isEmpty();
    }

    @Test
    void isUnescaped() {
      Request line =
          request(
              "{\"timestamp\":1766238658,\"remote_addr\":\"10.0.0.2\",\"status\":200,"
                  + "\"bytes_sent\":1,\"h\\u006fst\":\"a\\u00e9\\uD83D\\uDE00\\uD83Db\",\"path\":"
                  + "\"\\/q\\\"\\\\\\t\"}");
      assertThat(line.host()).isEqualTo("aé😀?b");
      assertThat(line.path()).isEqualTo("/q\"\\\t");
    }

    @Test
    void tellsTheTimeInAnyUsualManner() {
      assertThat(timestamp("\"1766238658.999\"")).isEqualTo(SECOND);
      assertThat(timestamp("1766238658.9994")).isEqualTo(SECOND);
      assertThat(timestamp("\"2025-12-20T13:50:58Z\"")).isEqualTo(SECOND);
      assertThat(timestamp("\"2025-12-20T07:50:58.123-06:00\"")).isEqualTo(SECOND);
      assertThat(timestamp("\"2025-12-20T07:50:58-0600\"")).isEqualTo(SECOND);
      assertThat(timestamp("\"2025-12-20 14:50:58,5+01\"")).isEqualTo(SECOND);
    }

    private long timestamp(String value) {
      return request(withTimestamp(value)).second();
    }

    private String withTimestamp(String value) {
      return STOCK.replace("\"1766238658.250\"", value).replace(TIME, "01/Jan/2001:00:00:00 +0000");
    }

    @Test
    void isDamagedWhereSomethingNeededIsBadOrLacks() {
      assertThat(damage(STOCK.replace("remote_addr", "who"))).isEqualTo(Damage.FORMAT);
      assertThat(damage(STOCK.replace("10.0.0.2", "nobody"))).isEqualTo(Damage.FORMAT);
      assertThat(damage(STOCK.replace("1048576", "-5"))).isEqualTo(Damage.NUMBER);
      assertThat(damage(STOCK.replace("\"200\"", "\"20\""))).isEqualTo(Damage.NUMBER);
      assertThat(damage(withTimestamp("\"2025-02-29T00:00:00Z\""))).isEqualTo(Damage.TIME);
      assertThat(damage(withTimestamp("\"\""))).isEqualTo(Damage.TIME);
      assertThat(damage(withTimestamp("\"2025-12-20T07:50:58-06x00\""))).isEqualTo(Damage.TIME);
      assertThat(damage(STOCK + "}")).isEqualTo(Damage.FORMAT);
      assertThat(damage(STOCK.substring(0, STOCK.length() - 1))).isEqualTo(Damage.TRUNCATED);
      assertThat(damage(STOCK.substring(0, 200))).isEqualTo(Damage.TRUNCATED);
      assertThat(damage(STOCK.replace("/depot", "\\x/depot"))).isEqualTo(Damage.FORMAT);
      assertThat(damage(STOCK.replace("/depot", "\\u12"))).isEqualTo(Damage.FORMAT);
      assertThat(damage("{\"a\":" + "[".repeat(100_000))).isEqualTo(Damage.FORMAT);
      assertThat(damage("{}")).isEqualTo(Damage.FORMAT);
      assertThat(damage("{")).isEqualTo(Damage.TRUNCATED);
    }
  }

  @Nested
  class Times {
    @Test
    void keepTheirOwnOffsetThroughTheHourThatComesTwice() {
      assertThat(at("02/Nov/2025:01:30:00 -0500")).isEqualTo("2025-11-02T06:30:00Z");
      assertThat(at("02/Nov/2025:01:30:00 -0600")).isEqualTo("2025-11-02T07:30:00Z");
      assertThat(at("29/Feb/2024:23:59:59 +0545")).isEqualTo("2024-02-29T18:14:59Z");
      assertThat(at("01/Mar/2024:00:00:00 +0000")).isEqualTo("2024-03-01T00:00:00Z");
      assertThat(at("01/Jan/1970:00:00:00 +0000")).isEqualTo("1970-01-01T00:00:00Z");
      assertThat(at("31/Dec/9999:23:59:59 +0000")).isEqualTo("9999-12-31T23:59:59Z");
    }

    private Instant at(String time) {
      return Instant.ofEpochSecond(session("::1 [" + time + "] TCP 200 0 0 0.000 \"h\"").second());
    }

    @Test
    void withoutAnOffsetAreOfTheSourcesZone() {
      Lines lines = new Lines(ZoneId.of("America/Chicago"));
      lines.parse(
          "::1 [20/Jul/2025:07:50:58] TCP 200 0 0 0.000 \"h\"",
          "::1 [20/Dec/2025:07:50:58] TCP 200 0 0 0.000 \"h\"",
          "[02/Nov/2025:01:30:00] ::1 TCP 200 h 0 0 0.000");
      assertThat(lines.all)
          .extracting(line -> Instant.ofEpochSecond(((Lines.Session) line).second()))
          .containsExactly(
              Instant.parse("2025-07-20T12:50:58Z"),
              Instant.parse("2025-12-20T13:50:58Z"),
              Instant.parse("2025-11-02T06:30:00Z"));
    }

    @Test
    void thatNoCalendarHasAreDamage() {
      for (String time :
          new String[] {
            "31/Feb/2025:07:50:58 -0600",
            "29/Feb/2025:07:50:58 -0600",
            "00/Dec/2025:07:50:58 -0600",
            "20/Dez/2025:07:50:58 -0600",
            "20/Dec/1969:07:50:58 -0600",
            "20/Dec/2025:24:50:58 -0600",
            "20/Dec/2025:07:60:58 -0600",
            "20/Dec/2025:07:50:60 -0600",
            "20/Dec/2025:07:5/:58 -0600",
            "20/Dec/2025:07:50:58 *0600",
            "20/Dec/2025:07:50:58 -0660",
            "20/Dec/2025:07:50:58 -1900",
            "20/Dec/2025 07:50:58 -0600"
          }) {
        assertThat(damage("::1 [" + time + "] TCP 200 0 0 0.000 \"h\""))
            .as(time)
            .isEqualTo(Damage.TIME);
      }
    }
  }
}
