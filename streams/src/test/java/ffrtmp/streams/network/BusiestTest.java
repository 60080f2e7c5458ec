package ffrtmp.streams.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BusiestTest {
  private final FakeInterfaces interfaces = new FakeInterfaces();

  @Test
  void thePhysicalOneThatCarriedMostIsChosen() {
    interfaces.physical("enp1s0", 5, 5);
    interfaces.physical("enp2s0", 1, 10);
    interfaces.put("bond0", false, true, 1_000, 1_000);
    assertThat(Busiest.of(interfaces.all())).contains("enp2s0");
  }

  @Test
  void ofEqualOnesTheFirstByNameIsChosen() {
    interfaces.physical("eth1", 0, 0);
    interfaces.physical("eth0", 0, 0);
    interfaces.physical("eth2", 0, 0);
    assertThat(Busiest.of(interfaces.all())).contains("eth0");
  }

  @Test
  void oneThatIsDownIsNotChosen() {
    interfaces.put("eth0", true, false, 1_000, 1_000);
    interfaces.physical("eth1", 1, 1);
    assertThat(Busiest.of(interfaces.all())).contains("eth1");
  }

  @Test
  void aContainersOwnOneIsChosenThoughNoDeviceIsBehindIt() {
    interfaces.put("lo", false, true, 1_000, 1_000);
    interfaces.put("tunl0", false, false, 0, 0);
    interfaces.put("eth0", false, true, 5, 5);
    assertThat(Busiest.of(interfaces.all())).contains("eth0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lo",
        "docker0",
        "br-5f2c",
        "veth12ab",
        "virbr0",
        "cni0",
        "flannel.1",
        "tap0",
        "tun0",
        "ifb0"
      })
  void oneThatOnlyRepeatsAnothersTrafficIsNotChosen(String name) {
    interfaces.put(name, false, true, 1_000, 1_000);
    assertThat(Busiest.of(interfaces.all())).isEmpty();
    interfaces.put("eth0", false, true, 1, 1);
    assertThat(Busiest.of(interfaces.all())).contains("eth0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"eth0", "ens3", "enp0s31f6", "eno1", "wlan0", "wlp2s0", "lan1", "bond0"})
  void aNameThatIsLikeNoneOfTheseIsAsGoodAsAnyOther(String name) {
    interfaces.put(name, false, true, 0, 0);
    assertThat(Busiest.of(interfaces.all())).contains(name);
  }

  @Test
  void sumsBeyondAllNumbersAreTheGreatest() {
    interfaces.physical("eth0", Long.MAX_VALUE, Long.MAX_VALUE);
    interfaces.physical("eth1", 1, 1);
    assertThat(Busiest.of(interfaces.all())).contains("eth0");
  }
}
