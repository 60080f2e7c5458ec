package ffrtmp.node.worker.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LinkUseTest {
  @TempDir Path root;

  private final AtomicLong nanos = new AtomicLong();

  @Test
  void theBusierDirectionOfTheFullestLinkCounts() throws IOException {
    LinkUse use = new LinkUse(root, nanos::get);
    link("eth0", 1000, 0, 0);
    link("eth1", 100, 0, 0);
    assertThat(use.percent()).as("of the first look nothing is known").isEmpty();

    nanos.addAndGet(2_000_000_000);
    link("eth0", 1000, 25_000_000, 50_000_000);
    link("eth1", 100, 2_500_000, 0);

    assertThat(use.percent()).hasValue(20);
  }

  @Test
  void aLinkWithoutASpeedAndAVirtualOneSayNothing() throws IOException {
    LinkUse use = new LinkUse(root, nanos::get);
    link("eth0", -1, 0, 0);
    link("lo", 1000, 0, 0);
    Files.delete(root.resolve("sys/class/net/lo/device"));
    assertThat(use.percent()).isEmpty();
    nanos.addAndGet(1_000_000_000);
    link("eth0", -1, 1_000_000, 0);

    assertThat(use.percent()).isEmpty();
  }

  @Test
  void countersThatBeganAnewAreNoTraffic() throws IOException {
    LinkUse use = new LinkUse(root, nanos::get);
    link("eth0", 1000, 500, 500);
    assertThat(use.percent()).isEmpty();
    nanos.addAndGet(1_000_000_000);
    link("eth0", 1000, 0, 500);

    assertThat(use.percent()).hasValue(0);
  }

  private void link(String name, int megabits, long received, long sent) throws IOException {
    Path device = root.resolve("sys/class/net").resolve(name);
    Files.createDirectories(device.resolve("statistics"));
    Files.writeString(device.resolve("device"), "");
    Files.writeString(device.resolve("speed"), megabits + "\n");
    Files.writeString(device.resolve("statistics/rx_bytes"), received + "\n");
    Files.writeString(device.resolve("statistics/tx_bytes"), sent + "\n");
  }
}
