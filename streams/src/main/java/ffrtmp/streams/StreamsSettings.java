package ffrtmp.streams;

import com.typesafe.config.Config;
import ffrtmp.streams.correlate.CorrelatorSettings;
import ffrtmp.streams.tail.TailSettings;

/** How logs are read; {@code ffrtmp.streams} in reference.conf. */
public record StreamsSettings(
    ReaderSettings reader, TailSettings tail, CorrelatorSettings correlator) {
  /** From the configuration's {@code ffrtmp.streams}. */
  public static StreamsSettings from(Config config) {
    return new StreamsSettings(
        ReaderSettings.from(config.getConfig("reader")),
        TailSettings.from(config.getConfig("tail")),
        CorrelatorSettings.from(config.getConfig("correlator")));
  }
}
