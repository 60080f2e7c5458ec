package ffrtmp.node.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import ffrtmp.node.lease.LeaseSettings;
import ffrtmp.node.scheduler.core.Placement;
import ffrtmp.node.scheduler.core.Policy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SchedulerSettingsTest {
  private static final Config DEFAULTS = ConfigFactory.defaultReference();

  @Test
  void theDefaultsAreTheOnesTheCoreNames() {
    var settings = SchedulerSettings.from(DEFAULTS);
    assertThat(settings.policy()).isEqualTo(Policy.DEFAULT);
    assertThat(settings.lease()).isEqualTo(Duration.ofSeconds(5));
    assertThat(LeaseSettings.from(DEFAULTS).duration()).isEqualTo(settings.lease());
  }

  @Test
  void packAndFailCanBeChosen() {
    var settings = SchedulerSettings.from(with("placement = pack, unplaceable = fail"));
    assertThat(settings.policy().placement()).isEqualTo(Placement.PACK);
    assertThat(settings.policy().failUnplaceable()).isTrue();
  }

  @Test
  void anyOtherChoiceIsAnErrorThatNamesIt() {
    assertThatThrownBy(() -> SchedulerSettings.from(with("unplaceable = perhaps")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("perhaps");
  }

  private static Config with(String choices) {
    return ConfigFactory.parseString("ffrtmp.scheduler { " + choices + " }").withFallback(DEFAULTS);
  }
}
