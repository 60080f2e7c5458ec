package ffrtmp.streams.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ffrtmp.protocol.port.NetworkMeter.Rate;
import ffrtmp.protocol.port.NetworkMinute;
import ffrtmp.protocol.port.NetworkMinute.Spread;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SamplingTest {
  private static final Instant T0 = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FakeInterfaces interfaces = new FakeInterfaces();
  private Sampling sampling = sampling("eth0");
  private Instant now = T0;
  private long nanos = -5_000;

  private Sampling sampling(String name) {
    return new Sampling(NetworkSettings.of(name, SECOND), "edge1", interfaces);
  }

  /** The interface as it is after this time. */
  private List<NetworkMinute> after(Duration time, long received, long transmitted) {
    interfaces.physical("eth0", received, transmitted);
    return after(time);
  }

  private List<NetworkMinute> after(Duration time) {
    now = now.plus(time);
    nanos += time.toNanos();
    return sampling.sample(now, nanos);
  }

  private Optional<Rate> rate() {
    return sampling.rate(nanos);
  }

  @Test
  void oneSampleMakesNoRateAndTwoDo() {
    after(SECOND, 1_000, 50);
    assertThat(rate()).isEmpty();
    after(SECOND, 3_000, 150);
    assertThat(rate()).contains(new Rate("edge1", "eth0", 2_000, 100));
  }

  @Test
  void aRateIsOverTheTimeThatReallyPassed() {
    after(SECOND, 0, 0);
    after(Duration.ofMillis(2_500), 5_000, 10_000);
    assertThat(rate()).contains(new Rate("edge1", "eth0", 2_000, 4_000));
  }

  @Test
  void theTimeOfDayDoesNotChangeARate() {
    after(SECOND, 0, 0);
    now = now.minusSeconds(30);
    after(SECOND, 5_000, 0);
    assertThat(rate().orElseThrow().receive()).isEqualTo(5_000);
  }

  @Test
  void aTickRightAfterAnotherIsLeftOutAndItsBytesAreNot() {
    after(SECOND, 0, 0);
    after(SECOND, 1_000, 0);
    after(Duration.ofMillis(10), 2_000, 0);
    assertThat(rate().orElseThrow().receive()).isEqualTo(1_000);
    after(Duration.ofMillis(990), 3_000, 0);
    assertThat(rate().orElseThrow().receive()).isEqualTo(2_000);
  }

  @Test
  void aCounterThatGoesBackMakesNoRateAndTheNextSampleDoes() {
    after(SECOND, 4_294_967_000L, 1_000);
    after(SECOND, 4_294_967_200L, 2_000);
    // 32 bits are full: what was carried in this second is not known
    after(SECOND, 300, 3_000);
    assertThat(rate()).contains(new Rate("edge1", "eth0", 200, 1_000));
    after(SECOND, 800, 3_100);
    assertThat(rate()).contains(new Rate("edge1", "eth0", 500, 100));
    List<NetworkMinute> rest = sampling.rest();
    assertThat(rest).hasSize(1);
    assertThat(rest.get(0).samples()).isEqualTo(2);
    assertThat(rest.get(0).receive()).isEqualTo(new Spread(200, 350, 500));
  }

  @Test
  void anInterfaceThatVanishesHasNoRateAfterTwoIntervalsAndHasOneWhenItIsBack() {
    after(SECOND, 0, 0);
    after(SECOND, 1_000, 1_000);
    assertThat(sampling.measured()).contains("eth0");
    interfaces.remove("eth0");
    after(SECOND);
    assertThat(sampling.measured()).isEmpty();
    assertThat(rate()).isPresent();
    after(SECOND);
    assertThat(rate()).isPresent();
    after(SECOND);
    assertThat(rate()).isEmpty();
    // far above what it had: another interface of the same name, or a long time
    after(SECOND, 9_000_000, 9_000_000);
    assertThat(rate()).isEmpty();
    after(SECOND, 9_000_500, 9_000_100);
    assertThat(rate()).contains(new Rate("edge1", "eth0", 500, 100));
  }

  @Test
  void whoTakesNoSamplesHasNoRate() {
    after(SECOND, 0, 0);
    after(SECOND, 1_000, 1_000);
    assertThat(sampling.rate(nanos + Duration.ofSeconds(2).toNanos())).isPresent();
    assertThat(sampling.rate(nanos + Duration.ofSeconds(3).toNanos())).isEmpty();
  }

  @Test
  void aMinuteHasTheLeastTheMeanAndTheGreatestOfItsSamples() {
    List<NetworkMinute> full = new ArrayList<>(after(Duration.ZERO, 0, 0));
    long carried = 0;
    for (int second = 1; second <= 60; second++) {
      carried += second;
      full.addAll(after(SECOND, carried, carried * 10));
    }
    assertThat(full)
        .containsExactly(
            new NetworkMinute(
                "edge1", "eth0", T0, 59, new Spread(1, 30, 59), new Spread(10, 300, 590)));
  }

  @Test
  void everyByteIsInOneMinute() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<NetworkMinute> all = new ArrayList<>(after(Duration.ofSeconds(17), 0, 0));
    long received = 0;
    long transmitted = 0;
    for (int i = 0; i < 1_000; i++) {
      received += random.nextLong(125_000_000);
      transmitted += random.nextLong(1_250_000_000);
      all.addAll(after(SECOND, received, transmitted));
    }
    all.addAll(sampling.rest());
    assertThat(all).as("seed %d", seed).extracting(NetworkMinute::start).doesNotHaveDuplicates();
    assertThat(all.stream().mapToInt(NetworkMinute::samples).sum()).isEqualTo(1_000);
    assertThat(all.stream().mapToDouble(m -> m.receive().mean() * m.samples()).sum())
        .as("seed %d", seed)
        .isCloseTo((double) received, within(1.0));
    assertThat(all.stream().mapToDouble(m -> m.transmit().mean() * m.samples()).sum())
        .as("seed %d", seed)
        .isCloseTo((double) transmitted, within(1.0));
    assertThat(all)
        .as("seed %d", seed)
        .allSatisfy(
            m -> {
              assertThat(m.receive().min()).isLessThanOrEqualTo(m.receive().mean());
              assertThat(m.receive().mean()).isLessThanOrEqualTo(m.receive().max());
            });
  }

  @Test
  void aMinuteThatAClockSetBackBeginsAnewIsNotToldTwice() {
    now = T0.plusSeconds(58);
    after(SECOND, 0, 0);
    assertThat(after(SECOND, 10, 0)).isEmpty();
    assertThat(after(SECOND, 30, 0)).isEmpty();
    now = now.minusSeconds(10);
    assertThat(after(SECOND, 60, 0)).isEmpty();
    List<NetworkMinute> rest = sampling.rest();
    assertThat(rest).hasSize(1);
    assertThat(rest.get(0).start()).isEqualTo(T0.plusSeconds(60));
    assertThat(rest.get(0).samples()).isEqualTo(3);
  }

  @Test
  void aClockSetFarBackIsBelieved() {
    after(SECOND, 0, 0);
    after(SECOND, 10, 0);
    now = now.minus(Duration.ofHours(1));
    assertThat(after(SECOND, 30, 0)).extracting(NetworkMinute::start).containsExactly(T0);
    assertThat(sampling.rest().get(0).start()).isEqualTo(T0.minus(Duration.ofHours(1)));
  }

  @Test
  void theMinuteOfAnInterfaceThatVanishedIsToldAllTheSame() {
    after(SECOND, 0, 0);
    after(SECOND, 10, 0);
    interfaces.remove("eth0");
    assertThat(after(Duration.ofMinutes(1))).extracting(NetworkMinute::samples).containsExactly(1);
  }

  @Test
  void theBusiestIsChosenAndKeptThroughTheMinute() {
    sampling = sampling("auto");
    interfaces.physical("eth1", 7, 7);
    after(SECOND, 100, 100);
    interfaces.physical("eth1", 1_000, 1_000);
    after(SECOND, 300, 200);
    assertThat(rate()).contains(new Rate("edge1", "eth0", 200, 100));
    assertThat(interfaces.listed).isEqualTo(1);
  }

  @Test
  void withEachFullMinuteTheBusiestIsLookedForAgain() {
    sampling = sampling("auto");
    interfaces.physical("eth1", 7, 7);
    after(SECOND, 100, 100);
    after(SECOND, 300, 200);
    interfaces.physical("eth1", 1_000, 1_000);
    assertThat(after(Duration.ofSeconds(60), 300, 200))
        .extracting(NetworkMinute::networkInterface)
        .containsExactly("eth0");
    interfaces.physical("eth1", 1_700, 1_000);
    after(SECOND);
    assertThat(rate()).contains(new Rate("edge1", "eth1", 700, 0));
  }

  @Test
  void whereTheChosenOneVanishesTheNextBusiestIsChosen() {
    sampling = sampling("auto");
    interfaces.physical("eth1", 7, 7);
    after(SECOND, 100, 100);
    interfaces.remove("eth0");
    after(SECOND);
    after(SECOND);
    interfaces.physical("eth1", 1_007, 7);
    after(SECOND);
    assertThat(rate()).contains(new Rate("edge1", "eth1", 1_000, 0));
  }

  @Test
  void whereNoneIsThereItIsLookedForUntilOneIs() {
    sampling = sampling("auto");
    after(SECOND);
    after(SECOND);
    assertThat(rate()).isEmpty();
    assertThat(sampling.measured()).isEmpty();
    assertThat(sampling.rest()).isEmpty();
    after(SECOND, 100, 100);
    after(SECOND, 200, 300);
    assertThat(rate()).contains(new Rate("edge1", "eth0", 100, 200));
  }

  @Test
  void aConfiguredOneIsNeverLeftForABusierOne() {
    sampling = sampling("lo");
    interfaces.put("lo", false, true, 0, 0);
    after(SECOND, 100, 100);
    interfaces.put("lo", false, true, 10, 10);
    after(SECOND, 900, 900);
    assertThat(rate()).contains(new Rate("edge1", "lo", 10, 10));
    interfaces.remove("lo");
    after(Duration.ofMinutes(5));
    assertThat(sampling.measured()).isEmpty();
    assertThat(interfaces.listed).isZero();
  }
}
