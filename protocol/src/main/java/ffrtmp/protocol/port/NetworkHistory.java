package ffrtmp.protocol.port;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What a node's network interface carried, minute by minute. */
public interface NetworkHistory {
  /** Stores a minute; the same minute again replaces it. */
  CompletionStage<Void> record(NetworkMinute minute);

  /**
   * The minutes of one interface of one node since then, oldest first.
   *
   * @param limit at most this many, the newest
   */
  CompletionStage<List<NetworkMinute>> minutes(
      String node, String networkInterface, Instant since, int limit);

  /** The greatest speeds of each hour since then, oldest first. */
  CompletionStage<List<NetworkPeak>> hourlyPeaks(
      String node, String networkInterface, Instant since);

  /** The greatest speeds of each UTC day since then, oldest first. */
  CompletionStage<List<NetworkPeak>> dailyPeaks(
      String node, String networkInterface, Instant since);
}
