package ffrtmp.streams.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkSettingsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void theDefaultIsTheBusiestOneEachSecond() {
    var block = ConfigFactory.load().getConfig("ffrtmp.streams.network");
    assertThat(NetworkSettings.from(block)).isEqualTo(new NetworkSettings(null, SECOND));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lo", "eth0", "br-12ab", "eth0.100", "eth0:1", "enp0s31f6", "..."})
  void aNameIsTakenAsItIs(String name) {
    assertThat(NetworkSettings.of(name, SECOND).networkInterface()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "../lo", "eth 0", "sixteen-letters-", "eth0\n"})
  void whatNoInterfaceCanBeCalledIsRefused(String name) {
    assertThatThrownBy(() -> NetworkSettings.of(name, SECOND))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 99, 30_001})
  void anIntervalHasBounds(long millis) {
    assertThatThrownBy(() -> NetworkSettings.of("auto", Duration.ofMillis(millis)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
