package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.protocol.port.NetworkMeter.Rate;
import ffrtmp.protocol.port.NetworkMinute;
import ffrtmp.protocol.port.NetworkMinute.Spread;
import ffrtmp.protocol.port.NetworkPeak;
import ffrtmp.protocol.port.Traffic;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BandwidthRoutesTest {
  private TestServer server;

  @BeforeEach
  void start() {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/stats/bandwidth", "/api/v1/stats/bandwidth"})
  void theSpeedsOfTheLogsAndOfTheInterfaceStandTogether(String path) {
    server.sessions.traffic = new Traffic(1_000.5, 20.4, 3_000.0, 9_000.0);
    server.network.rate = Optional.of(new Rate("edge1", "eth0", 52_428_800, 1_572_864.2));
    assertThat(server.get(path).raw().body())
        .isEqualTo(
            """
            {"currentDownloadSpeed":1001,"currentUploadSpeed":20,"averageDownloadSpeed":3000,\
            "peakDownloadSpeed":9000,"downloadBytesPerSecond":52428800,\
            "uploadBytesPerSecond":1572864,"receiveBytesPerSecond":52428800,\
            "transmitBytesPerSecond":1572864,"receiveMeaning":"from upstream",\
            "transmitMeaning":"to clients","downloadFormatted":"50 MB/s",\
            "uploadFormatted":"1.5 MB/s","interface":"eth0"}""");
    assertThat(server.sessions.lastNow).isEqualTo(Samples.T0);
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    assertThat(server.get("/api/stats/bandwidth").raw().body())
        .isEqualTo("{\"currentDownloadSpeed\":0,\"currentUploadSpeed\":0}");
  }

  @Test
  void thePastHasMinutesAndPeaks() {
    server.network.rate = Optional.of(new Rate("edge1", "eth0", 1, 1));
    server.network.minutes.add(
        new NetworkMinute(
            "edge1",
            "eth0",
            Samples.T0.minus(Duration.ofMinutes(1)),
            60,
            new Spread(1, 2.5, 4),
            new Spread(10, 20, 30.4)));
    server.network.hours.add(new NetworkPeak(Samples.T0, 5, 6));
    server.network.days.add(new NetworkPeak(Samples.T0, 7, 8));
    assertThat(server.get("/api/stats/bandwidth/history").raw().body())
        .isEqualTo(
            """
            {"interface":"eth0","receiveMeaning":"from upstream",\
            "transmitMeaning":"to clients","count":1,\
            "minutes":[{"start":"2025-12-31T23:59:00.000Z","samples":60,\
            "receive":{"min":1,"mean":3,"max":4},"transmit":{"min":10,"mean":20,"max":30}}],\
            "hourlyPeaks":[{"start":"2026-01-01T00:00:00.000Z","receive":5,"transmit":6}],\
            "dailyPeaks":[{"start":"2026-01-01T00:00:00.000Z","receive":7,"transmit":8}]}""");
    assertThat(server.network.asked)
        .containsExactlyInAnyOrder(
            "60 minutes of edge1 eth0 since 2025-12-31T23:00:00Z",
            "hours of edge1 eth0 since 2025-12-25T00:00:00Z",
            "days of edge1 eth0 since 2024-11-27T00:00:00Z");
  }

  @Test
  void thePastReachesBackEightDaysAtMost() {
    server.network.rate = Optional.of(new Rate("edge1", "eth0", 1, 1));
    assertThat(server.get("/api/stats/bandwidth/history?minutes=11520").status()).isEqualTo(200);
    assertThat(server.network.asked)
        .contains("11520 minutes of edge1 eth0 since 2025-12-24T00:00:00Z");
    for (String minutes : new String[] {"0", "11521", "-1", "x", ""}) {
      assertThat(server.get("/api/stats/bandwidth/history?minutes=" + minutes).faults())
          .containsExactly("minutes");
    }
  }

  @Test
  void anUnknownInterfaceHasAnEmptyPast() {
    JsonNode json = server.get("/api/v1/stats/bandwidth/history").json();
    assertThat(json.has("interface")).isFalse();
    assertThat(json.get("count").asInt()).isZero();
    for (String list : new String[] {"minutes", "hourlyPeaks", "dailyPeaks"}) {
      assertThat(json.get(list).isArray()).isTrue();
      assertThat(json.get(list)).isEmpty();
    }
    assertThat(server.network.asked).isEmpty();
  }
}
