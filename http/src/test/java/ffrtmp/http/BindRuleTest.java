package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BindRuleTest {
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.9.1", "localhost", "::1", "[::1]", "LOCALHOST"})
  void loopbackNeedsNoKey(String host) {
    assertThat(BindRule.objection(settings("host = \"" + host + "\""))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.1", "example.org", "127.0.0.1.example.org", ""})
  void anotherAddressNeedsOne(String host) {
    assertThat(BindRule.objection(settings("host = \"" + host + "\"")))
        .hasValueSatisfying(why -> assertThat(why).contains("--api-key", "--insecure"));
    assertThat(BindRule.objection(settings("host = \"" + host + "\", api-key = k"))).isEmpty();
    assertThat(BindRule.objection(settings("host = \"" + host + "\", insecure = true"))).isEmpty();
  }

  @Test
  void theKeyIsNeverPrinted() {
    assertThat(settings("api-key = s3cret").toString()).doesNotContain("s3cret");
  }

  private static HttpSettings settings(String lines) {
    Config config =
        ConfigFactory.parseString(lines)
            .atPath("ffrtmp.http")
            .withFallback(ConfigFactory.defaultReference());
    return HttpSettings.from(config.resolve().getConfig("ffrtmp.http"));
  }
}
