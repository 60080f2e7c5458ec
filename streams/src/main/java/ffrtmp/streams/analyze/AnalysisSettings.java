package ffrtmp.streams.analyze;

import ffrtmp.streams.correlate.CorrelatorSettings;
import ffrtmp.streams.tail.TailSettings;
import java.time.ZoneId;

/**
 * How files are analysed.
 *
 * @param zone of times that are written without an offset
 * @param maxDownloads downloads that the result lists; further ones are in the sums alone
 * @param maxRelated sessions listed with their downloads
 */
public record AnalysisSettings(
    CorrelatorSettings correlator,
    TailSettings tail,
    ZoneId zone,
    int maxDownloads,
    int maxRelated) {
  private static final int DOWNLOADS = 250_000;
  private static final int RELATED = 250_000;

  /** Lists 250,000 downloads and as many related sessions. */
  public static AnalysisSettings of(CorrelatorSettings correlator, TailSettings tail, ZoneId zone) {
    return new AnalysisSettings(correlator, tail, zone, DOWNLOADS, RELATED);
  }
}
