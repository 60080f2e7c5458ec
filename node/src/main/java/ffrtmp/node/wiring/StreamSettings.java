package ffrtmp.node.wiring;

import ffrtmp.streams.LogSource;
import java.time.Duration;
import java.util.List;

/**
 * What the operator decided about cache logs and the network.
 *
 * @param networkInterface its name, {@code auto} or {@code none}
 */
public record StreamSettings(
    List<LogSource> sources, String networkInterface, Duration sampleInterval) {
  /** No source, no interface. */
  public static final StreamSettings NONE =
      new StreamSettings(List.of(), "none", Duration.ofSeconds(1));

  public StreamSettings {
    sources = List.copyOf(sources);
  }
}
