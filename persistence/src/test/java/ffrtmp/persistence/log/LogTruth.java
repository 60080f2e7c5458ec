package ffrtmp.persistence.log;

import static ffrtmp.persistence.log.LogSamples.SECOND;
import static ffrtmp.persistence.log.LogSamples.file;
import static ffrtmp.persistence.log.LogSamples.open;
import static ffrtmp.persistence.log.LogSamples.report;

import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.FilePosition;
import ffrtmp.protocol.stream.Grain;
import ffrtmp.protocol.stream.LogBatch;
import ffrtmp.protocol.stream.OpenEntry;
import ffrtmp.protocol.stream.SessionRow;
import ffrtmp.protocol.stream.TrafficRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What one source's tables must hold, kept in maps, and random batches for it. */
final class LogTruth {
  private static final List<Grain> GRAINS = List.of(Grain.values());

  final Map<Long, SessionRow> sessions = new TreeMap<>();
  final Map<Long, DownloadRow> downloads = new TreeMap<>();
  final Map<String, TrafficRow> traffic = new TreeMap<>();
  final Map<Long, FilePosition> files = new TreeMap<>();
  final Map<Long, Integer> open = new TreeMap<>();
  private final Random random;

  LogTruth(Random random) {
    this.random = random;
  }

  void apply(LogBatch batch) {
    batch.sessions().forEach(row -> sessions.put(row.number(), row));
    batch.downloads().forEach(row -> downloads.put(row.number(), row));
    batch.traffic().forEach(row -> traffic.put(row.grain().seconds() + "/" + row.start(), row));
    batch.forgotten().forEach(files::remove);
    batch.files().forEach(file -> files.put(file.firstLine(), file));
    for (long key : batch.closed()) open.remove(key);
    batch.opened().forEach(entry -> open.put(entry.key(), (int) entry.value()[0]));
  }

  void reset() {
    sessions.clear();
    downloads.clear();
    traffic.clear();
    files.clear();
    open.clear();
  }

  LogBatch batch(long epoch, long number) {
    var sessions = new ArrayList<SessionRow>();
    var downloads = new ArrayList<DownloadRow>();
    var traffic = new ArrayList<TrafficRow>();
    var opened = new ArrayList<OpenEntry>();
    for (int i = random.nextInt(4); i > 0; i--) {
      sessions.add(LogSamples.session(key(), second(), random.nextInt(5)));
      long first = second();
      downloads.add(LogSamples.download(key(), first, first + 5, random.nextBoolean()));
      var grain = GRAINS.get(random.nextInt(GRAINS.size()));
      traffic.add(LogSamples.traffic(grain, second(), random.nextInt(1000)));
      opened.add(open(key(), random.nextInt(100)));
    }
    var files = List.of(file("access.log", 1 + random.nextInt(4), random.nextInt(9_999)));
    List<Long> forgotten = random.nextInt(5) == 0 ? List.of((long) random.nextInt(5)) : List.of();
    return new LogBatch(
        epoch,
        number,
        files,
        forgotten,
        report(SECOND),
        sessions,
        downloads,
        traffic,
        opened,
        new long[] {key()});
  }

  private long key() {
    return 1L + random.nextInt(40);
  }

  private long second() {
    return SECOND - random.nextInt(7_000);
  }
}
