package ffrtmp.streams.analyze;

import ffrtmp.streams.correlate.Correlator;
import ffrtmp.streams.correlate.LogSeries;
import ffrtmp.streams.correlate.Services;
import ffrtmp.streams.tail.LogFolder;
import ffrtmp.streams.tail.Series;
import ffrtmp.streams.tail.Tail;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads log files of both kinds, plain or packed, oldest first, and says what they tell. Memory is
 * bounded whatever the files hold.
 */
public final class Analysis {
  private final AnalysisSettings settings;
  private final Services services;
  private final Clock clock;

  public Analysis(AnalysisSettings settings, Services services, Clock clock) {
    this.settings = settings;
    this.services = services;
    this.clock = clock;
  }

  /**
   * @param paths log files; a folder stands for every log in it
   * @throws NoSuchFileException when one is missing, or a folder holds no log
   * @throws AccessDeniedException when one may not be read
   */
  public AnalysisResult of(List<Path> paths, Progress progress) throws IOException {
    List<Path> files = files(paths);
    try (Tail tail = Tail.ofFiles(files, settings.tail(), clock)) {
      tail.scan();
      return read(tail, progress);
    }
  }

  private static List<Path> files(List<Path> paths) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.exists(path)) throw new NoSuchFileException(path + ": there is no such file");
      if (!Files.isReadable(path)) throw new AccessDeniedException(path + " may not be read");
      if (!Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      List<Path> logs = LogFolder.logs(path);
      if (logs.isEmpty()) throw new NoSuchFileException(path + " holds no access.log of any name");
      files.addAll(logs);
    }
    return files;
  }

  private AnalysisResult read(Tail tail, Progress progress) throws IOException {
    Correlator correlator = Correlator.create(settings.correlator(), services);
    correlator.now(clock.instant().getEpochSecond());
    correlator.series(tail.series().stream().map(Analysis::series).toList());
    Reading reading = new Reading(tail, correlator, settings.zone());
    Ledger ledger =
        new Ledger(
            settings.maxDownloads(), settings.maxRelated(), 2 * settings.correlator().maxKeys());
    long total = tail.lagBytes();
    while (reading.next()) {
      ledger.take(correlator.drain());
      progress.read(total - tail.lagBytes(), total);
    }
    correlator.endOfInput();
    ledger.take(correlator.drain());
    return ledger.close(reading);
  }

  private static LogSeries series(Series series) {
    return new LogSeries(series.name(), series.serviceHint());
  }

  /** Is told how far it is. */
  @FunctionalInterface
  public interface Progress {
    /**
     * @param bytes read so far, as stored
     * @param total of all files, as stored
     */
    void read(long bytes, long total);
  }
}
