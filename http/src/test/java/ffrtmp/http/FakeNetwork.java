package ffrtmp.http;

import ffrtmp.protocol.port.NetworkHistory;
import ffrtmp.protocol.port.NetworkMeter;
import ffrtmp.protocol.port.NetworkMinute;
import ffrtmp.protocol.port.NetworkPeak;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A network interface whose rates and past are set by the test. */
final class FakeNetwork implements NetworkMeter, NetworkHistory {
  volatile Optional<Rate> rate = Optional.empty();
  final List<NetworkMinute> minutes = new ArrayList<>();
  final List<NetworkPeak> hours = new ArrayList<>();
  final List<NetworkPeak> days = new ArrayList<>();

  /** The questions asked, as words. */
  final List<String> asked = new ArrayList<>();

  @Override
  public Optional<Rate> now() {
    return rate;
  }

  @Override
  public CompletionStage<Void> record(NetworkMinute minute) {
    throw new UnsupportedOperationException("the edge records nothing");
  }

  @Override
  public synchronized CompletionStage<List<NetworkMinute>> minutes(
      String node, String networkInterface, Instant since, int limit) {
    asked.add("%d minutes of %s %s since %s".formatted(limit, node, networkInterface, since));
    return CompletableFuture.completedFuture(List.copyOf(minutes));
  }

  @Override
  public synchronized CompletionStage<List<NetworkPeak>> hourlyPeaks(
      String node, String networkInterface, Instant since) {
    asked.add("hours of %s %s since %s".formatted(node, networkInterface, since));
    return CompletableFuture.completedFuture(List.copyOf(hours));
  }

  @Override
  public synchronized CompletionStage<List<NetworkPeak>> dailyPeaks(
      String node, String networkInterface, Instant since) {
    asked.add("days of %s %s since %s".formatted(node, networkInterface, since));
    return CompletableFuture.completedFuture(List.copyOf(days));
  }
}
