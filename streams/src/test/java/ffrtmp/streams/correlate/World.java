package ffrtmp.streams.correlate;

import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.Grain;
import ffrtmp.protocol.stream.OpenEntry;
import ffrtmp.protocol.stream.SessionRow;
import ffrtmp.protocol.stream.TrafficRow;
import ffrtmp.streams.line.LineMaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A correlator with a store beside it: rows as last told, and the open state as it adds up. */
final class World {
  static final int ACCESS = 0;
  static final int STREAM = 1;
  static final List<LogSeries> SERIES =
      List.of(new LogSeries("access.log", ""), new LogSeries("stream-access.log", ""));
  static final Services SERVICES =
      (tag, host) -> {
        if (!tag.isEmpty()) return tag.toString();
        String name = host.toString();
        int dot = name.indexOf('.');
        return dot < 0 || name.startsWith("unknown") ? Services.OTHER : name.substring(dot + 1);
      };

  final LineMaker lines = new LineMaker();
  final CorrelatorSettings settings;
  final TreeMap<Long, SessionRow> sessions = new TreeMap<>();
  final TreeMap<Long, DownloadRow> downloads = new TreeMap<>();
  final Map<Grain, TreeMap<Long, TrafficRow>> traffic = new TreeMap<>();
  final TreeMap<Long, OpenEntry> open = new TreeMap<>();
  Correlator correlator;
  long openedBytes;

  World(CorrelatorSettings settings) {
    this.settings = settings;
    correlator = Correlator.create(settings, SERVICES);
    correlator.series(SERIES);
    for (Grain grain : Grain.values()) traffic.put(grain, new TreeMap<>());
  }

  /** Stores what was learnt since the last time. */
  Learnt drain() {
    Learnt learnt = correlator.drain();
    for (SessionRow row : learnt.sessions()) sessions.put(row.number(), row);
    for (DownloadRow row : learnt.downloads()) downloads.put(row.number(), row);
    for (TrafficRow row : learnt.traffic()) traffic.get(row.grain()).put(row.start(), row);
    for (OpenEntry entry : learnt.opened()) {
      open.put(entry.key(), entry);
      openedBytes += Long.BYTES + entry.value().length;
    }
    for (long key : learnt.closed()) {
      if (open.remove(key) == null) throw new AssertionError("closed but not stored: " + key);
    }
    return learnt;
  }

  /** The correlator dies; another one begins where the store stands. */
  void crash() {
    correlator = Correlator.restore(settings, SERVICES, new ArrayList<>(open.values()));
    correlator.series(SERIES);
  }

  void end() {
    correlator.endOfInput();
    drain();
  }

  DownloadRow download(long number) {
    DownloadRow row = downloads.get(number);
    if (row == null) throw new AssertionError("no download " + number + ": " + downloads);
    return row;
  }

  SessionRow session(long number) {
    SessionRow row = sessions.get(number);
    if (row == null) throw new AssertionError("no session " + number + ": " + sessions);
    return row;
  }
}
