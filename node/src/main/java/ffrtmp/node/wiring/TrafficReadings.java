package ffrtmp.node.wiring;

import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.metric.Reading;
import ffrtmp.protocol.port.NetworkMeter;
import ffrtmp.protocol.port.Readings;
import ffrtmp.protocol.port.Sessions;
import ffrtmp.protocol.port.Traffic;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What clients receive, by the logs, and what the network interface does. */
final class TrafficReadings implements Readings {
  /** Seven days hardly change within this. */
  private static final Duration KEEP = Duration.ofSeconds(10);

  private final Remembered<Traffic> traffic;
  private final NetworkMeter network;

  TrafficReadings(Sessions sessions, NetworkMeter network, Clock clock) {
    this.traffic =
        new Remembered<>(() -> sessions.traffic(clock.instant()), KEEP, System::nanoTime);
    this.network = network;
  }

  @Override
  public void read(Consumer<Reading> to) {
    network
        .now()
        .ifPresent(
            rate -> {
              List<String> labels = List.of(rate.networkInterface());
              to.accept(new Reading.Value(Metric.NETWORK_RECEIVE, labels, rate.receive()));
              to.accept(new Reading.Value(Metric.NETWORK_TRANSMIT, labels, rate.transmit()));
            });
    Traffic week = traffic.get();
    to.accept(speed(Metric.AVERAGE_DOWNLOAD_SPEED, week.averageDownload()));
    to.accept(speed(Metric.PEAK_DOWNLOAD_SPEED, week.peakDownload()));
  }

  private static Reading speed(Metric metric, @Nullable Double value) {
    return new Reading.Value(metric, List.of(), value == null ? 0 : value);
  }
}
