package ffrtmp.node.wiring;

import ffrtmp.protocol.port.NetworkHistory;
import ffrtmp.protocol.port.NetworkMinute;
import ffrtmp.protocol.port.NetworkPeak;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The history of a network that nobody measures. */
final class NoNetworkHistory implements NetworkHistory {
  @Override
  public CompletionStage<Void> record(NetworkMinute minute) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<List<NetworkMinute>> minutes(
      String node, String networkInterface, Instant since, int limit) {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletionStage<List<NetworkPeak>> hourlyPeaks(
      String node, String networkInterface, Instant since) {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletionStage<List<NetworkPeak>> dailyPeaks(
      String node, String networkInterface, Instant since) {
    return CompletableFuture.completedFuture(List.of());
  }
}
