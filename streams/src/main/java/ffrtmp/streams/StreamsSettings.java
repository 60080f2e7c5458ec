package ffrtmp.streams;

import com.typesafe.config.Config;
import ffrtmp.streams.correlate.CorrelatorSettings;
import ffrtmp.streams.tail.TailSettings;

/** How logs are read; {@code ffrtmp.streams} in reference.conf. */
public record StreamsSettings(
    ReaderSettings reader, TailSettings tail, CorrelatorSettings correlator) {
  /** From the whole configuration. */
  public static StreamsSettings from(Config config) {
    Config streams = config.getConfig("ffrtmp.streams");
    return new StreamsSettings(
        ReaderSettings.from(streams.getConfig("reader")),
        TailSettings.from(config),
        CorrelatorSettings.from(streams.getConfig("correlator")));
  }
}
