package ffrtmp.streams;

import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.metric.Reading;
import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.LogBatch;
import ffrtmp.protocol.stream.SessionRow;
import ffrtmp.protocol.stream.SourceReport;
import ffrtmp.streams.correlate.Served;
import ffrtmp.streams.line.Damage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import kamon.Kamon;
import kamon.metric.Counter;

/**
 * One source for as long as this node owns it: a batch is noted when it was read, and counted once
 * it is stored, so that what is read again after a failure counts once.
 */
final class SourceMeter {
  private static final String GOOD = "ok";

  private final String source;
  private final StreamMeters meters;
  private final Counter good;
  private final Map<Damage, Counter> bad = new EnumMap<>(Damage.class);
  private final Map<Long, Fresh> unstored = new ConcurrentHashMap<>();
  private SourceReport counted;
  private volatile SourceReport latest;

  /**
   * What a batch holds beyond its rows.
   *
   * @param firstSession sessions from this number on are told for the first time
   * @param firstDownload the same of downloads
   */
  record Fresh(long firstSession, long firstDownload, Map<String, Served> served) {}

  SourceMeter(String source, SourceReport before, StreamMeters meters) {
    this.source = source;
    this.meters = meters;
    this.counted = before;
    this.latest = before;
    this.good = lines(GOOD);
    for (Damage reason : Damage.values()) bad.put(reason, lines(reason.word()));
  }

  private Counter lines(String result) {
    return Kamon.counter(Metric.LOG_LINES.text())
        .withTags(StreamMeters.tags(Metric.LOG_LINES, List.of(source, result)));
  }

  /** A batch was read; it may be stored, or never. */
  void read(LogBatch batch, Fresh fresh) {
    latest = batch.report();
    unstored.put(batch.batch(), fresh);
  }

  /** The batch is stored; batches are, in their order. */
  void stored(LogBatch batch) {
    Fresh fresh = unstored.remove(batch.batch());
    if (fresh == null) return;
    lines(batch.report());
    for (SessionRow session : batch.sessions()) session(session, fresh.firstSession());
    for (DownloadRow download : batch.downloads()) {
      if (download.number() >= fresh.firstDownload()) {
        meters.downloads(download.service()).increment();
      }
    }
    fresh
        .served()
        .forEach(
            (service, bytes) -> {
              meters.bytes(service, "hit").increment(bytes.hit());
              meters.bytes(service, "miss").increment(bytes.miss());
            });
  }

  private void lines(SourceReport now) {
    long damaged = 0;
    for (Damage reason : Damage.values()) {
      long more = damaged(now, reason) - damaged(counted, reason);
      damaged += more;
      Objects.requireNonNull(bad.get(reason)).increment(more);
    }
    good.increment(now.lines() - counted.lines() - damaged);
    counted = now;
  }

  private static long damaged(SourceReport report, Damage reason) {
    return report.badLines().getOrDefault(reason.word(), 0L);
  }

  /** A session is told again when it was linked, which happens once. */
  private void session(SessionRow row, long firstNew) {
    if (row.method() != null) meters.linked(row.method()).increment();
    if (row.number() < firstNew) return;
    meters.sessions(row.sessionClass(), row.service()).increment();
    meters.downloads(row.sessionClass()).record(row.sent(), row.durationMillis());
    meters.uploads(row.sessionClass()).record(row.received(), row.durationMillis());
  }

  void read(long now, Consumer<Reading> to) {
    SourceReport report = latest;
    List<String> labels = List.of(source);
    boolean behind = report.lagBytes() > 0 && report.newestSecond() > 0;
    double seconds = behind ? Math.max(0, now - report.newestSecond()) : 0;
    to.accept(new Reading.Value(Metric.LOG_LAG_BYTES, labels, report.lagBytes()));
    to.accept(new Reading.Value(Metric.LOG_LAG_SECONDS, labels, seconds));
  }
}
