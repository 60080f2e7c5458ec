package ffrtmp.streams;

import ffrtmp.protocol.stream.LogBatch;
import ffrtmp.protocol.stream.LogReply;
import ffrtmp.protocol.stream.SourceReport;
import ffrtmp.streams.correlate.Correlator;
import ffrtmp.streams.correlate.Learnt;
import ffrtmp.streams.correlate.LogSeries;
import ffrtmp.streams.line.LineParser;
import ffrtmp.streams.tail.Chunk;
import ffrtmp.streams.tail.Positions;
import ffrtmp.streams.tail.Series;
import ffrtmp.streams.tail.Tail;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Reads one source: from the files to batches of what they taught, each with the positions behind
 * it. Of several series the one furthest behind in time is read next, so that what is open stays
 * small however lopsided the files are. Not thread-safe, and blocking.
 */
final class SourceReader implements AutoCloseable {
  private static final int END = -1;

  private final LogSource source;
  private final ReaderSettings settings;
  private final SourceMeter meter;
  private final Tail tail;
  private final Correlator correlator;
  private final LineTally tally;
  private final LineParser parser;
  private final Clock clock;
  private final LongSupplier nanos;
  private final long epoch;
  private final List<Quiet> quiet = new ArrayList<>();
  private long batch;
  private long nextSession;
  private long nextDownload;

  /**
   * @param opened the state to go on from
   * @param nanos a monotonic clock
   */
  SourceReader(
      LogSource source,
      ReaderSettings settings,
      LogReply.Opened opened,
      SourceMeter meter,
      Tail tail,
      Correlator correlator,
      Clock clock,
      LongSupplier nanos) {
    this.source = source;
    this.settings = settings;
    this.meter = meter;
    this.tail = tail;
    this.correlator = correlator;
    this.nextSession = correlator.nextSession();
    this.nextDownload = correlator.nextDownload();
    this.clock = clock;
    this.nanos = nanos;
    this.epoch = opened.epoch();
    this.batch = opened.batch();
    this.tally = new LineTally(opened.report(), correlator);
    this.parser = new LineParser(source.zone(), tally);
  }

  /** Looks at the folder again: what is new, renamed, cut or gone. */
  void look() throws IOException {
    tail.scan();
    series();
  }

  /** The series, of which the correlator has to know the new ones first. */
  private List<Series> series() {
    List<Series> series = tail.series();
    if (quiet.size() == series.size()) return series;
    while (quiet.size() < series.size()) quiet.add(new Quiet(nanos.getAsLong()));
    correlator.series(
        series.stream().map(one -> new LogSeries(one.name(), one.serviceHint())).toList());
    return series;
  }

  /** The next batch; empty while there is nothing new. */
  Optional<LogBatch> next() throws IOException {
    long until = nanos.getAsLong() + settings.batchTime().toNanos();
    int bytes = 0;
    while (bytes < settings.batchBytes()
        && correlator.changes() < settings.batchChanges()
        && nanos.getAsLong() < until) {
      int read = readFurthestBehind();
      if (read == END) break;
      bytes += read;
    }
    settle();
    return batch(correlator.drain(), tail.drain());
  }

  /** How many bytes were read, or {@link #END} at the end of every series. */
  private int readFurthestBehind() throws IOException {
    List<Series> series = series();
    boolean[] ended = new boolean[series.size()];
    for (int left = series.size(); left > 0; left--) {
      Series behind = furthestBehind(series, ended);
      Optional<Chunk> chunk = tail.next(behind.index());
      if (chunk.isPresent()) return take(behind, chunk.get());
      ended[behind.index()] = true;
    }
    return END;
  }

  private Series furthestBehind(List<Series> series, boolean[] ended) {
    Series behind = null;
    for (Series one : series) {
      if (ended[one.index()]) continue;
      if (behind == null
          || correlator.watermark(one.index()) < correlator.watermark(behind.index())) {
        behind = one;
      }
    }
    if (behind == null) throw new IllegalStateException("every series has ended");
    return behind;
  }

  private int take(Series series, Chunk chunk) {
    quiet.get(series.index()).heard(nanos.getAsLong());
    correlator.from(series.index());
    tally.chunk(chunk);
    parser.parse(chunk.data(), chunk.from(), chunk.to());
    tally.formats(series.name(), parser.formats());
    parser.clearFormats();
    return chunk.to() - chunk.from();
  }

  /** Tells the correlator the time, and which series have been quiet for a while. */
  private void settle() {
    correlator.now(clock.instant().getEpochSecond());
    long now = nanos.getAsLong();
    for (int i = 0; i < quiet.size(); i++) {
      if (quiet.get(i).silence(now).compareTo(settings.idle()) >= 0) correlator.idle(i);
    }
  }

  private Optional<LogBatch> batch(Learnt learnt, Positions positions) {
    if (positions.isEmpty() && isEmpty(learnt)) return Optional.empty();
    batch++;
    LogBatch made =
        new LogBatch(
            epoch,
            batch,
            positions.changed(),
            positions.forgotten(),
            report(),
            learnt.sessions(),
            learnt.downloads(),
            learnt.traffic(),
            learnt.opened(),
            learnt.closed());
    meter.read(made, new SourceMeter.Fresh(nextSession, nextDownload, learnt.served()));
    nextSession = correlator.nextSession();
    nextDownload = correlator.nextDownload();
    return Optional.of(made);
  }

  private static boolean isEmpty(Learnt learnt) {
    return learnt.sessions().isEmpty()
        && learnt.downloads().isEmpty()
        && learnt.traffic().isEmpty()
        && learnt.opened().isEmpty()
        && learnt.closed().length == 0;
  }

  private SourceReport report() {
    return tally.report(
        source.folder().toString(),
        tail.lagBytes(),
        correlator.lateLines(),
        correlator.newestSecond(),
        correlator.openKeys(),
        correlator.openBytes());
  }

  @Override
  public void close() {
    tail.close();
  }

  /** Since when a series has had no new line. */
  private static final class Quiet {
    private long since;

    Quiet(long since) {
      this.since = since;
    }

    void heard(long now) {
      since = now;
    }

    Duration silence(long now) {
      return Duration.ofNanos(now - since);
    }
  }
}
