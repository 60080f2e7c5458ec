package ffrtmp.node.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.typesafe.config.ConfigFactory;
import ffrtmp.http.limit.KeyKind;
import ffrtmp.http.limit.RateSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What can be meant by the flags of limits, and what is said of the rest. */
class RateFlagsTest {
  @Test
  void theDefaultsAreThoseOfAMiddlingInstallation() {
    RateSettings rate = settings();
    assertThat(rate.perSecond()).isEqualTo(100);
    assertThat(rate.burst()).isEqualTo(20);
    assertThat(rate.key().kind()).isEqualTo(KeyKind.IP);
    assertThat(rate.bytesPerSecond()).isZero();
    assertThat(rate.trustedProxies()).isEmpty();
    assertThat(rate.routes()).containsEntry("/jobs/next", 5000L);
  }

  @Test
  void aRouteIsSetApartFromTheOthersThatAre() {
    RateSettings rate =
        settings("--rate-route", "/jobs/{id}=7,/jobs=3", "--rate-route", "/nodes=0");
    assertThat(rate.routes())
        .containsEntry("/jobs/{id}", 7L)
        .containsEntry("/jobs", 3L)
        .containsEntry("/nodes", 0L)
        .containsEntry("/jobs/next", 5000L);
  }

  @Test
  void whoTurnsTheLimitOffMeansEveryRouteThatIsNotNamed() {
    assertThat(settings("--rate-limit=0").routes()).isEmpty();
    assertThat(settings("--rate-limit=0", "--rate-route=/jobs=3").routes())
        .containsOnly(entry("/jobs", 3L));
  }

  @Test
  void bytesMayHaveAUnitAndProxiesMayBeMany() {
    RateSettings rate =
        settings(
            "--bandwidth-limit=10MB",
            "--trusted-proxies=10.0.0.0/8,fd00::/8",
            "--trusted-proxies=192.0.2.1",
            "--rate-key=header:X-Team",
            "--rate-limit=0");
    assertThat(rate.bytesPerSecond()).isEqualTo(10_000_000);
    assertThat(rate.trustedProxies()).containsExactly("10.0.0.0/8", "fd00::/8", "192.0.2.1");
    assertThat(rate.key().header()).isEqualTo("X-Team");
    assertThat(rate.perSecond()).isZero();
  }

  @Test
  void aConfigurationFileNamesRoutesAsPairs() {
    var line = new CommandLine(new ServerCommand());
    var option = line.getCommandSpec().findOption("--rate-route");
    var file = ConfigFactory.parseString("ffrtmp.rate-route { \"/jobs\" = 3 }");
    assertThat(new FlagDefaults(file, Map.of()).defaultValue(option)).isEqualTo("/jobs=3");
  }

  @ParameterizedTest
  @CsvSource({
    "--rate-limit, -1, limit must be 0 to",
    "--rate-burst, 0, burst must be 1",
    "--rate-key, cookie, must be ip",
    "--rate-key, header:, must be ip",
    "--rate-route, /jobs, TEMPLATE=N",
    "--rate-route, jobs=3, TEMPLATE=N",
    "--rate-route, /jobs=many, TEMPLATE=N",
    "--bandwidth-limit, much, bandwidth",
    "--bandwidth-limit, 2GB, bandwidth must be 0 to",
    "--trusted-proxies, proxy, no network",
    "--trusted-proxies, 10.0.0.5/8, beyond its mask"
  })
  void whatCannotBeMeantIsRefused(String flag, String value, String because) {
    assertThatThrownBy(() -> settings(flag, value))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(because);
  }

  private static RateSettings settings(String... arguments) {
    RateFlags flags = CommandLine.populateCommand(new RateFlags(), arguments);
    return RateSettings.from(flags.settings().getConfig("ffrtmp.http.rate"));
  }
}
