package ffrtmp.streams.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterfacesTest {
  private static final String PROC =
      """
      Inter-|   Receive                                                |  Transmit
       face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
          lo: 1209839326 1207597    0    0    0     0          0         0 1209839326 1207597    0    0    0     0       0          0
        eth0:247212192    6695    0    0    0     0          0         0   445308    4276    0    0    0     0       0          0
      eth0:1: 18446744073709551615 6695 0 0 0 0 0 0 7 4276 0 0 0 0 0 0
        eth9: x 6695 0 0 0 0 0 0 7 4276 0 0 0 0 0 0
        eth8: 1 2 3
      """;

  @TempDir Path root;
  private FakeKernel kernel;

  @BeforeEach
  void boot() {
    kernel = new FakeKernel(root);
  }

  @Test
  void sysTellsOfDeviceStateAndCounters() {
    kernel.device("eth0", "up", 123, 456);
    kernel.device("eth1", "down", 1, 2);
    kernel.sys("lo", "unknown", 7, 7);
    Interfaces interfaces = Interfaces.under(root);
    assertThat(interfaces.all())
        .containsExactlyInAnyOrder(
            new Interface("eth0", true, true, new Counters(123, 456)),
            new Interface("eth1", true, false, new Counters(1, 2)),
            new Interface("lo", false, true, new Counters(7, 7)));
    assertThat(interfaces.counters("eth0")).contains(new Counters(123, 456));
    assertThat(interfaces.counters("eth7")).isEmpty();
  }

  @Test
  void whatIsNoInterfaceOrTellsNoNumberIsLeftOut() {
    kernel.device("eth0", "up", 123, 456);
    // a file, as bonding_masters is one
    kernel.write(root.resolve("sys/class/net/bonding_masters"), "bond0\n");
    kernel.sys("eth1", "up", 1, 1);
    kernel.write(root.resolve("sys/class/net/eth1/statistics/tx_bytes"), "");
    Interfaces interfaces = Interfaces.under(root);
    assertThat(interfaces.all()).extracting(Interface::name).containsExactly("eth0");
    assertThat(interfaces.counters("eth1")).isEmpty();
  }

  @Test
  void anInterfaceComesAndGoes() {
    kernel.device("eth0", "up", 1, 1);
    Interfaces interfaces = Interfaces.under(root);
    kernel.removeSys("eth0");
    assertThat(interfaces.all()).isEmpty();
    assertThat(interfaces.counters("eth0")).isEmpty();
    kernel.device("eth0", "up", 2, 2);
    assertThat(interfaces.counters("eth0")).contains(new Counters(2, 2));
  }

  @Test
  void procTellsOfCountersWhereSysIsNotMounted() {
    kernel.proc(PROC);
    Interfaces interfaces = Interfaces.under(root);
    assertThat(interfaces.all())
        .containsExactly(
            new Interface("lo", false, true, new Counters(1_209_839_326, 1_209_839_326)),
            new Interface("eth0", false, true, new Counters(247_212_192, 445_308)),
            new Interface("eth0:1", false, true, new Counters(-1, 7)));
    assertThat(interfaces.counters("eth0")).contains(new Counters(247_212_192, 445_308));
    assertThat(Busiest.of(interfaces.all().subList(0, 2))).contains("eth0");
  }

  @Test
  void whereThereIsNeitherThereIsNone() {
    Interfaces interfaces = Interfaces.under(root);
    assertThat(interfaces.all()).isEmpty();
    assertThat(interfaces.counters("eth0")).isEmpty();
  }
}
