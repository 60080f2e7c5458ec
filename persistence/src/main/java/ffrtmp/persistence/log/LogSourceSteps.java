package ffrtmp.persistence.log;

import ffrtmp.persistence.log.LogSourceState.Free;
import ffrtmp.persistence.log.LogSourceState.Held;
import ffrtmp.persistence.log.LogSourceState.Learned;
import ffrtmp.protocol.stream.FilePosition;
import ffrtmp.protocol.stream.LogBatch;
import ffrtmp.protocol.stream.LogSourceEvent;
import ffrtmp.protocol.stream.SourceReport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;

/** The steps of {@link LogSourceState#on}. */
final class LogSourceSteps {
  /** What tells one file of a source from another. */
  private record FileKey(String series, long firstLine) {}

  private LogSourceSteps() {}

  static LogSourceState step(LogSourceState state, LogSourceEvent event) {
    if (event instanceof LogSourceEvent.Opened e) {
      return new Held(
          e.epoch(), e.reader(), state.learned().batch(), at(state.learned(), e.path()));
    }
    if (event instanceof LogSourceEvent.Learnt e) return learnt(state, e.batch());
    if (event instanceof LogSourceEvent.Released) return new Free(state.epoch(), state.learned());
    if (event instanceof LogSourceEvent.Reset e) {
      return new Free(e.epoch(), Learned.nothing(state.learned().report().path()));
    }
    return state; // the deletion of sessions is a matter of the tables
  }

  private static LogSourceState learnt(LogSourceState state, LogBatch batch) {
    var before = state.learned();
    var after =
        new Learned(
            batch.batch(),
            batch.report(),
            files(before.files(), batch),
            before.open().with(batch.opened(), batch.closed()));
    return state instanceof Held held
        ? new Held(held.epoch(), held.reader(), held.since(), after)
        : new Free(state.epoch(), after);
  }

  private static List<FilePosition> files(List<FilePosition> before, LogBatch batch) {
    var gone = new HashSet<>(batch.forgotten());
    var files = new LinkedHashMap<FileKey, FilePosition>();
    for (var file : before) {
      if (!gone.contains(file.firstLine())) files.put(key(file), file);
    }
    for (var file : batch.files()) files.put(key(file), file);
    return new ArrayList<>(files.values());
  }

  private static FileKey key(FilePosition file) {
    return new FileKey(file.series(), file.firstLine());
  }

  private static Learned at(Learned learned, String path) {
    var r = learned.report();
    if (r.path().equals(path)) return learned;
    var moved =
        new SourceReport(
            path,
            r.formats(),
            r.lines(),
            r.bytes(),
            r.badLines(),
            r.lateLines(),
            r.lagBytes(),
            r.newestSecond(),
            r.openKeys(),
            r.openBytes());
    return new Learned(learned.batch(), moved, learned.files(), learned.open());
  }
}
