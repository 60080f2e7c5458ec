package ffrtmp.persistence.log;

import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.Grain;
import ffrtmp.protocol.stream.SessionRow;
import ffrtmp.protocol.stream.SourceReport;
import ffrtmp.protocol.stream.TrafficRow;
import java.time.Clock;
import java.time.Duration;

/**
 * How far back one source's rows reach, in epoch seconds. Counted from the newest time seen in the
 * source, so that an old log which is read today stays visible.
 *
 * @param newest the newest time seen
 */
record Horizon(long newest, LogSettings.Retention retention) {
  private static final Duration AHEAD = Duration.ofDays(1);

  /** A time far ahead of the clock counts as a day ahead: one bad line must not age all others. */
  static Horizon of(SourceReport report, LogSettings.Retention retention, Clock clock) {
    long latest = clock.instant().plus(AHEAD).getEpochSecond();
    return new Horizon(Math.min(report.newestSecond(), latest), retention);
  }

  /** Before anything was seen. */
  static Horizon none(LogSettings.Retention retention) {
    return new Horizon(0, retention);
  }

  /** Spans that began before this are too old. */
  long traffic(Grain grain) {
    return newest - kept(grain).toSeconds();
  }

  /** Sessions that ended before this are too old. */
  long sessions() {
    return newest - retention.sessions().toSeconds();
  }

  /** Downloads whose last request ended before this are too old. */
  long downloads() {
    return newest - retention.downloads().toSeconds();
  }

  boolean keeps(SessionRow row) {
    return row.endMillis() >= sessions() * 1000;
  }

  boolean keeps(DownloadRow row) {
    return row.lastSecond() >= downloads();
  }

  boolean keeps(TrafficRow row) {
    return row.start() >= traffic(row.grain());
  }

  private Duration kept(Grain grain) {
    if (grain == Grain.SECOND) return retention.seconds();
    if (grain == Grain.MINUTE) return retention.minutes();
    return grain == Grain.HOUR ? retention.hours() : retention.days();
  }
}
