package ffrtmp.node.wiring;

import com.typesafe.config.ConfigFactory;
import ffrtmp.streams.analyze.Analysis;
import ffrtmp.streams.analyze.AnalysisSettings;
import ffrtmp.streams.correlate.CorrelatorSettings;
import ffrtmp.streams.service.ServiceTable;
import ffrtmp.streams.tail.TailSettings;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;

/** The analysis of log files, with what it needs. */
public final class LogAnalysis {
  private LogAnalysis() {}

  /**
   * @param zone of times that are written without an offset
   * @param services the user's own table of hosts
   * @throws IllegalArgumentException when that table has a bad row
   * @throws UncheckedIOException when it cannot be read
   */
  public static Analysis create(boolean sameConnection, ZoneId zone, Optional<Path> services) {
    ServiceTable table = ServiceTable.load(services);
    AnalysisSettings settings =
        AnalysisSettings.of(
            CorrelatorSettings.defaults().sameConnection(sameConnection),
            TailSettings.from(ConfigFactory.defaultReference()),
            zone);
    return new Analysis(settings, table::serviceOf, Clock.systemUTC());
  }
}
