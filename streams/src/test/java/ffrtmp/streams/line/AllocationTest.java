package ffrtmp.streams.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import ffrtmp.streams.service.ServiceTable;
import java.lang.management.ManagementFactory;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int LINES = 10_000;

  @Test
  void aLineOfAnyFormatAndItsServiceAreFoundWithoutAnObject() {
    Tally tally = new Tally();
    LineParser parser = new LineParser(ZoneOffset.UTC, tally);
    byte[] lines =
        String.join(
                "\n",
                RealLinesTest.PLANS_SESSION,
                RealLinesTest.UPDATE,
                "10.0.0.2 [20/Dec/2025:07:50:58] TCP 200 h.example 283399 91106 15.520",
                "[20/Dec/2025:07:50:58 -0600] fd00::2 GET \"/a\" - - 206 10 10 HIT h 206 0.2 \"ua\"",
                "{\"timestamp\":\"1766238658.250\",\"remote_addr\":\"10.0.0.2\",\"status\":\"200\","
                    + "\"bytes_sent\":1048576,\"host\":\"h\\u00e9\",\"path\":\"\\/depot\"}",
                "damaged\n")
            .getBytes(UTF_8);
    parser.parse(lines, 0, lines.length);
    assertThat(tally.damaged).isOne();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < LINES; i++) parser.parse(lines, 0, lines.length);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(tally.told).isEqualTo(6L * (LINES + 1));
    assertThat(allocated).as("bytes for %d times six lines", LINES).isLessThan(LINES);
  }

  private static final class Tally implements LineSink {
    private final ServiceTable table = ServiceTable.load(Optional.empty());
    private long told;
    private long damaged;

    @Override
    public void access(AccessLine line) {
      told += table.serviceOf(line.tag(), line.host()).isEmpty() ? 0 : 1;
    }

    @Override
    public void stream(StreamLine line) {
      told += table.serviceOf(line.host(), line.host()).isEmpty() ? 0 : 1;
    }

    @Override
    public void damaged(Damage reason) {
      told++;
      damaged++;
    }
  }
}
