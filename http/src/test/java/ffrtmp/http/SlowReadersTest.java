package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.stream.javadsl.Source;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.port.JobChange;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers of live events that open a stream and take nothing of it. */
@Timeout(180)
class SlowReadersTest {
  private static final int READERS = 1000;
  private static final long MOST = 64_000_000;

  private final AtomicLong pulled = new AtomicLong();
  private final List<Socket> readers = new ArrayList<>();

  @Test
  void aThousandOfThemCostLittle() throws Exception {
    try (TestServer server =
        endless(
            "events.patience = 10m",
            "guard { patience = 10m, connections-per-address = 2000 }",
            "server.idle-timeout = 10m")) {
      Series series = new Series(server.readings());
      // the first connections bring in classes and pools that are there once
      read(server.port(), 50);
      series.await(50, Metric.SSE_STREAMS);
      awaitRest();
      long before = used();
      read(server.port(), READERS);
      series.await(50 + READERS, Metric.SSE_STREAMS);
      awaitRest();
      long taken = used() - before;
      System.out.printf("%d slow readers: %,d bytes%n", READERS, taken);
      assertThat(taken).isLessThan(MOST);
    }
  }

  @Test
  void whoTakesNothingForTooLongIsCutOffAndWhoReadsIsNot() throws Exception {
    try (TestServer server = endless("events.patience = 1s")) {
      Series series = new Series(server.readings());
      read(server.port(), 20);
      Socket good = readers.get(0);
      for (int took = 0; series.value(Metric.SSE_SLOW_READERS) < 19; took++) {
        assertThat(good.getInputStream().skip(4096)).as("round %d", took).isPositive();
      }
      // one is counted when it is cut off, and gives back its place a moment later
      series.await(1, Metric.SSE_STREAMS);
    }
  }

  @AfterEach
  void close() throws IOException {
    for (Socket reader : readers) reader.close();
  }

  private TestServer endless(String... overrides) {
    TestServer server = new TestServer(overrides);
    JobView job = Samples.job(1, JobStatus.PROCESSING);
    server.jobs.followingAll =
        after ->
            Source.repeat(new JobChange(7, job))
                .map(
                    change -> {
                      pulled.incrementAndGet();
                      return change;
                    });
    return server;
  }

  private void read(int port, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(4096);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket
          .getOutputStream()
          .write("GET /events HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      readers.add(socket);
    }
  }

  /** Waits until nothing has been pulled for a second: every socket is full. */
  private void awaitRest() {
    long last = -1;
    long since = System.nanoTime();
    while (System.nanoTime() - since < TimeUnit.SECONDS.toNanos(1)) {
      long now = pulled.get();
      if (now != last || now == 0) since = System.nanoTime();
      last = now;
      Thread.onSpinWait();
    }
  }

  /** What is reachable on the heap, and the buffers outside of it. */
  private static long used() {
    for (int i = 0; i < 4; i++) System.gc(); // only every fourth leaves no dead wood
    Runtime runtime = Runtime.getRuntime();
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return runtime.totalMemory() - runtime.freeMemory() + direct;
  }
}
