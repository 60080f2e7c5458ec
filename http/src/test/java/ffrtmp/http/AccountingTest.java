package ffrtmp.http;

import static ffrtmp.protocol.metric.Metric.HTTP_CLIENT_BYTES;
import static ffrtmp.protocol.metric.Metric.HTTP_REQUESTS;
import static ffrtmp.protocol.metric.Metric.HTTP_RESPONSE_BYTES;
import static ffrtmp.protocol.metric.Metric.HTTP_RESPONSE_SIZE;
import static ffrtmp.protocol.metric.Metric.SSE_BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.RequestEntityAcceptances;
import akka.stream.javadsl.Source;
import ffrtmp.http.TestServer.Answer;
import ffrtmp.http.account.Account;
import ffrtmp.http.account.Accounts;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.metric.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AccountingTest {
  private TestServer server;
  private Series series;

  @BeforeEach
  void start() {
    server = new TestServer("server.request-timeout = 500ms", "events.heartbeat = 50ms");
    series = new Series(server.readings());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theAnswerThatWasSentInsteadOfALateOneIsTheOneThatCounts() {
    server.nodes.hang = true;
    Answer late = server.get("/nodes");
    assertThat(late.status()).isEqualTo(503);
    series.await(late.raw().body().length(), HTTP_RESPONSE_BYTES, "GET", "/nodes", "503");
    assertThat(series.all(HTTP_RESPONSE_BYTES)).containsOnlyKeys("GET /nodes 503");
  }

  @Test
  void aLiveStreamShowsWhileItLasts() throws IOException {
    server.jobs.followingAll = after -> Source.never();
    try (InputStream stream =
        server.open(server.request("/events"), BodyHandlers.ofInputStream()).join().body()) {
      int read = stream.readNBytes(100).length;
      assertThat(series.value(SSE_BYTES)).isGreaterThanOrEqualTo(read);
      assertThat(series.value(HTTP_RESPONSE_BYTES, "GET", "/events", "200"))
          .isGreaterThanOrEqualTo(read);
    }
  }

  @Test
  void bytesAreAlsoCountedByClient() {
    Answer answer = server.post("/jobs", "{}");
    assertThat(series.value(HTTP_CLIENT_BYTES, "anonymous", "inbound")).isEqualTo(2);
    assertThat(series.value(HTTP_CLIENT_BYTES, "anonymous", "outbound"))
        .isEqualTo(answer.raw().body().length());
  }

  @Test
  void pathsAndClientsWithoutEndAddNoSeries() {
    Accounts accounts = new Accounts(List.of("/jobs/{id}"), 3);
    for (int n = 0; n < 1000; n++) {
      Account account =
          accounts.open(
              HttpMethods.custom("X" + n, false, false, RequestEntityAcceptances.Expected, false));
      account.received(HttpRequest.create().withUri("/" + n));
      account.client("client" + n);
      account.answered(HttpResponse.create().withEntity("1234567890"));
    }
    Series all = new Series(accounts);
    assertThat(all.all(HTTP_CLIENT_BYTES)).hasSize(8);
    assertThat(all.value(HTTP_CLIENT_BYTES, "client2", "outbound")).isEqualTo(10);
    assertThat(all.value(HTTP_CLIENT_BYTES, "other", "outbound")).isEqualTo(9970);
    assertThat(all.all(HTTP_RESPONSE_BYTES)).containsOnlyKeys("OTHER unmatched 200");
    assertThat(all.value(HTTP_REQUESTS)).isEqualTo(1000);
  }

  @Test
  void aSizeOnABoundFallsBelowIt() {
    Accounts accounts = new Accounts(List.of(), 0);
    for (int size : new int[] {0, 100, 101, 1000, 1001}) {
      Account account = accounts.open(HttpMethods.GET);
      account.received(HttpRequest.create());
      account.answered(
          HttpResponse.create().withEntity(ContentTypes.APPLICATION_OCTET_STREAM, new byte[size]));
    }
    assertThat(new Series(accounts).read())
        .contains(
            new Reading.Distribution(
                HTTP_RESPONSE_SIZE,
                List.of("GET", "unmatched", "200"),
                List.of(1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8),
                List.of(2L, 2L, 1L, 0L, 0L, 0L, 0L, 0L),
                2202));
  }

  @Test
  void aLargeAnswerIsCompressedForWhoTakesIt() throws IOException {
    for (int n = 1; n <= 20; n++) server.jobs.put(Samples.job(n, JobStatus.QUEUED));
    Answer plain = server.get("/jobs");
    assertThat(plain.header("Content-Encoding")).isEmpty();
    assertThat(plain.header("Vary")).isEqualTo("Accept-Encoding");
    var packed =
        server
            .open(
                server.request("/jobs").header("Accept-Encoding", "br;q=1, gzip;q=0.5"),
                BodyHandlers.ofByteArray())
            .join();
    assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
        .asString()
        .isEqualTo(plain.raw().body());
    assertThat(packed.body().length).isLessThan(plain.raw().body().length() / 3);
    assertThat(server.get("/jobs", "Accept-Encoding", "gzip;q=0").header("Content-Encoding"))
        .isEmpty();
    assertThat(server.get("/health", "Accept-Encoding", "gzip").header("Content-Encoding"))
        .as("too small to be worth it")
        .isEmpty();
  }
}
