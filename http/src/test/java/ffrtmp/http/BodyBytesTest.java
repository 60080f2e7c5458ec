package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.stream.javadsl.Source;
import ffrtmp.http.Traffic.Ask;
import ffrtmp.http.Traffic.Then;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.metric.Reading;
import ffrtmp.protocol.port.JobChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is counted is what a client on a bare socket counts. */
@Timeout(300)
class BodyBytesTest {
  private static final int REQUESTS = Integer.getInteger("ffrtmp.traffic", 10_000);
  private static final int MOST_AT_ONCE = 6;

  private final Map<String, String> ours = new TreeMap<>();
  private final Map<String, Count> counts = new TreeMap<>();
  private TestServer server;
  private Series series;
  private Ask pending;
  private long live;

  @BeforeEach
  void start() {
    server = new TestServer("api-key = s3cret", "accounting.compress-from = 500");
    series = new Series(server.readings());
    server.jobs.put(Samples.job(1, JobStatus.PROCESSING));
    server.jobs.following = (id, after) -> changes(after);
    server.jobs.followingAll = this::changes;
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Source<JobChange, akka.NotUsed> changes(long after) {
    return Source.from(
        LongStream.range(0, 5)
            .mapToObj(n -> new JobChange(n, Samples.job(1, JobStatus.PROCESSING)))
            .toList());
  }

  @Test
  void tenThousandMixedRequestsAreCountedToTheByte() throws IOException {
    long seed = Long.getLong("ffrtmp.seed", new Random().nextLong());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Traffic traffic = new Traffic(random);
    for (int done = 0; done < REQUESTS; ) done += connection(traffic, random);
    counts.forEach((labels, count) -> ours.put(labels, count.toString()));
    assertThat(settled()).as("seed %d", seed).isEqualTo(ours);
    assertThat(series.value(Metric.HTTP_REQUESTS)).isEqualTo(sum("in", count -> count.count));
    assertThat(series.value(Metric.HTTP_BANDWIDTH_BYTES, "inbound"))
        .isEqualTo(sum("in", count -> count.bytes));
    assertThat(series.value(Metric.HTTP_BANDWIDTH_BYTES, "outbound"))
        .isEqualTo(sum("out", count -> count.bytes));
    assertThat(series.value(Metric.SSE_BYTES)).isEqualTo((double) live).isPositive();
    assertThat(series.value(Metric.HTTP_COMPRESSED_BYTES, "outbound", "uncompressed"))
        .isGreaterThan(2 * series.value(Metric.HTTP_COMPRESSED_BYTES, "outbound", "compressed"));
    assertThat(counts.keySet())
        .as("the traffic was as mixed as it was meant to be")
        .contains(
            "out POST /jobs 201",
            "out POST /jobs 400",
            "out POST /jobs 401",
            "out POST /jobs 413",
            "out POST /jobs 415",
            "out POST /jobs/batch 207",
            "out HEAD /jobs 200",
            "out GET /events 200",
            "out OTHER unmatched 405",
            "out unmatched unmatched 431",
            "out unmatched unmatched 501");
  }

  /** Sends some requests at once, as far as they wait for nothing, and reads their answers. */
  private int connection(Traffic traffic, Random random) throws IOException {
    List<Ask> asks = new ArrayList<>();
    try (WireClient client = new WireClient(server.port())) {
      int most = 1 + random.nextInt(MOST_AT_ONCE);
      do {
        Ask ask = pending == null ? traffic.next() : pending;
        pending = ask.unread() && !asks.isEmpty() ? ask : null;
        if (pending != null) break;
        asks.add(ask);
        client.send(ask.pieces().get(0));
        if (ask.waits() || ask.leaves()) break;
      } while (asks.size() < most);
      Ask last = asks.get(asks.size() - 1);
      if (last.then() == Then.BREAKS_OFF) client.breakOff();
      for (Ask ask : asks) {
        try {
          answer(client, ask);
        } catch (IOException e) {
          throw new AssertionError("no whole answer to " + ask + " of " + asks, e);
        }
      }
    }
    return asks.size();
  }

  private void answer(WireClient client, Ask ask) throws IOException {
    WireClient.Answer answer = client.read(ask.head());
    if (ask.waits()) {
      assertThat(answer.status()).isEqualTo(100);
      client.send(ask.pieces().get(1));
      answer = client.read(ask.head());
    }
    String labels = ask.method() + " " + ask.endpoint();
    count("in " + labels).add(ask.body());
    count("out " + labels + " " + answer.status()).add(answer.body());
    if (ask.endpoint().endsWith("events") && !ask.head()) live += answer.body();
  }

  private Count count(String labels) {
    return counts.computeIfAbsent(labels, fresh -> new Count());
  }

  private double sum(String direction, java.util.function.ToLongFunction<Count> of) {
    return counts.entrySet().stream()
        .filter(count -> count.getKey().startsWith(direction + " "))
        .mapToLong(count -> of.applyAsLong(count.getValue()))
        .sum();
  }

  /** What the server says, once it says what we do; else what it said last. */
  private Map<String, String> settled() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    Map<String, String> theirs;
    do {
      theirs = theirs();
    } while (!theirs.equals(ours) && System.nanoTime() < deadline);
    return theirs;
  }

  private Map<String, String> theirs() {
    Map<String, Double> bytes = new TreeMap<>();
    Map<String, String> all = new TreeMap<>();
    server
        .readings()
        .read(
            reading -> {
              boolean in =
                  reading.metric() == Metric.HTTP_REQUEST_BYTES
                      || reading.metric() == Metric.HTTP_REQUEST_SIZE;
              String labels = (in ? "in " : "out ") + String.join(" ", reading.labels());
              if (reading instanceof Reading.Distribution sizes) {
                assertThat(bytes.get(labels)).as(labels).isEqualTo(sizes.sum());
                all.put(labels, Count.text((long) sizes.sum(), sizes.counts()));
              } else if (in || reading.metric() == Metric.HTTP_RESPONSE_BYTES) {
                bytes.put(labels, ((Reading.Value) reading).value());
              }
            });
    return all;
  }

  /** What this client counted of one label set. */
  private static final class Count {
    private final List<Long> buckets = new ArrayList<>(List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L));
    private long bytes;
    private long count;

    void add(long size) {
      bytes += size;
      count++;
      int bucket = 0;
      while (bucket < 7 && size > Math.pow(10, bucket + 2)) bucket++;
      buckets.set(bucket, buckets.get(bucket) + 1);
    }

    static String text(long bytes, List<Long> buckets) {
      return bytes + " bytes " + buckets;
    }

    @Override
    public String toString() {
      return text(bytes, buckets);
    }
  }
}
