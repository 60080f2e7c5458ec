package ffrtmp.streams.network;

import ffrtmp.protocol.port.NetworkHistory;
import ffrtmp.protocol.port.NetworkMinute;
import ffrtmp.protocol.port.NetworkPeak;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Keeps the minutes that it takes, which the test decides. */
final class FakeHistory implements NetworkHistory {
  final List<NetworkMinute> minutes = new CopyOnWriteArrayList<>();
  final AtomicInteger offered = new AtomicInteger();
  volatile Supplier<CompletionStage<Void>> answer = () -> CompletableFuture.completedFuture(null);

  @Override
  public CompletionStage<Void> record(NetworkMinute minute) {
    offered.incrementAndGet();
    return answer.get().thenAccept(done -> minutes.add(minute));
  }

  @Override
  public CompletionStage<List<NetworkMinute>> minutes(
      String node, String networkInterface, Instant since, int limit) {
    throw new UnsupportedOperationException("a sampler only records");
  }

  @Override
  public CompletionStage<List<NetworkPeak>> hourlyPeaks(
      String node, String networkInterface, Instant since) {
    throw new UnsupportedOperationException("a sampler only records");
  }

  @Override
  public CompletionStage<List<NetworkPeak>> dailyPeaks(
      String node, String networkInterface, Instant since) {
    throw new UnsupportedOperationException("a sampler only records");
  }
}
