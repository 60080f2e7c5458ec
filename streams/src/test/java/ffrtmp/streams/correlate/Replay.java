package ffrtmp.streams.correlate;

import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.SessionRow;
import ffrtmp.streams.line.AccessLine;
import ffrtmp.streams.line.Damage;
import ffrtmp.streams.line.LineParser;
import ffrtmp.streams.line.LineSink;
import ffrtmp.streams.line.Slice;
import ffrtmp.streams.line.StreamLine;
import ffrtmp.streams.service.ServiceTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Both logs of a folder through parser and correlator, line by line; knows which line was what. */
final class Replay implements LineSink {
  private static final int DRAIN_EVERY = 5_000;

  private final ServiceTable table = ServiceTable.load(Optional.empty());
  private final Correlator correlator;
  private final List<Reader> readers;
  private final List<Request> requests = new ArrayList<>();
  private final Map<Integer, Long> sessionOfLine = new HashMap<>();
  private final Map<Long, SessionRow> sessions = new HashMap<>();
  private final Map<Long, DownloadRow> downloads = new HashMap<>();
  private final Map<String, TreeMap<Long, Long>> byKey = new HashMap<>();
  private final Slice name = new Slice();
  private int line;
  private long sessionNumber;

  Replay(Path folder, CorrelatorSettings settings) throws IOException {
    correlator = Correlator.create(settings, table::serviceOf);
    correlator.series(World.SERIES);
    readers =
        List.of(
            new Reader(Files.readAllBytes(folder.resolve("access.log"))),
            new Reader(Files.readAllBytes(folder.resolve("stream-access.log"))));
    run();
    for (DownloadRow row : downloads.values()) {
      byKey
          .computeIfAbsent(row.client() + row.service() + row.name(), key -> new TreeMap<>())
          .put(row.firstSecond(), row.number());
    }
  }

  private void run() {
    LineParser parser = new LineParser(ZoneOffset.UTC, this);
    int lines = 0;
    while (!readers.get(0).ended() || !readers.get(1).ended()) {
      int next = correlator.watermark(0) <= correlator.watermark(1) ? 0 : 1;
      if (readers.get(next).ended()) next = 1 - next;
      Reader reader = readers.get(next);
      correlator.from(next);
      line = reader.line + 1;
      reader.next(parser);
      if (reader.ended()) correlator.idle(next);
      if (++lines % DRAIN_EVERY == 0) drain();
    }
    correlator.endOfInput();
    drain();
  }

  private void drain() {
    Learnt learnt = correlator.drain();
    for (SessionRow row : learnt.sessions()) sessions.put(row.number(), row);
    for (DownloadRow row : learnt.downloads()) downloads.put(row.number(), row);
  }

  @Override
  public void access(AccessLine access) {
    correlator.access(access);
    if (access.status() >= 400 || access.bytes() == 0) return;
    String service = table.serviceOf(access.tag(), access.host());
    Distinction.of(service).find(access.path(), access.host(), name);
    requests.add(
        new Request(line, access.client() + service + name, access.second(), access.bytes()));
  }

  @Override
  public void stream(StreamLine stream) {
    correlator.stream(stream);
    sessionOfLine.put(line, ++sessionNumber);
  }

  @Override
  public void damaged(Damage reason) {
    correlator.damaged(reason);
  }

  List<Request> requests() {
    return requests;
  }

  /** The session of a line, absent where the line was damaged. */
  @Nullable SessionRow session(int ofLine) {
    Long number = sessionOfLine.get(ofLine);
    return number == null ? null : sessions.get(number);
  }

  DownloadRow download(long number) {
    DownloadRow row = downloads.get(number);
    if (row == null) throw new AssertionError("no download " + number);
    return row;
  }

  /** The download that a request joined: the one of its key that had begun. */
  long downloadOf(Request request) {
    return byKey.get(request.key()).floorEntry(request.second()).getValue();
  }

  /** A request that was served. */
  record Request(int line, String key, long second, long bytes) {}

  private static final class Reader {
    final byte[] data;
    int at;
    int line;

    Reader(byte[] data) {
      this.data = data;
    }

    boolean ended() {
      return at >= data.length;
    }

    void next(LineParser parser) {
      int end = at;
      while (data[end] != '\n') end++;
      line++;
      parser.parse(data, at, end + 1);
      at = end + 1;
    }
  }
}
