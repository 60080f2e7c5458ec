package ffrtmp.persistence.log;

import static ffrtmp.persistence.Samples.CALLER;
import static ffrtmp.persistence.Samples.T0;

import ffrtmp.persistence.log.LogSourceState.Learned;
import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.FilePosition;
import ffrtmp.protocol.stream.Grain;
import ffrtmp.protocol.stream.LinkMethod;
import ffrtmp.protocol.stream.LogBatch;
import ffrtmp.protocol.stream.LogSourceEvent;
import ffrtmp.protocol.stream.OpenEntry;
import ffrtmp.protocol.stream.SessionClass;
import ffrtmp.protocol.stream.SessionRow;
import ffrtmp.protocol.stream.SourceName;
import ffrtmp.protocol.stream.SourceReport;
import ffrtmp.protocol.stream.TrafficRow;
import java.util.List;
import java.util.Map;

/** Batches and what is in them, with every member set. */
final class LogSamples {
  static final SourceName CACHE = new SourceName("cache");
  static final String READER = "node-1/1";
  static final String PATH = "/logs";
  static final long SECOND = T0.getEpochSecond();

  private LogSamples() {}

  static FilePosition file(String name, long firstLine, long offset) {
    return new FilePosition(
        "access.log", name, 2049, 77, firstLine, offset, 99, 4096, 1_767_225_600_123L, true, 7);
  }

  static SourceReport report(long newest) {
    return new SourceReport(
        PATH,
        Map.of("access.log", List.of("cachelog")),
        10,
        1000,
        Map.of("too-long", 1L),
        2,
        300,
        newest,
        5,
        160);
  }

  static SessionRow session(long number, long endSecond) {
    return session(number, endSecond, 0);
  }

  static SessionRow session(long number, long endSecond, long download) {
    return new SessionRow(
        number,
        "10.0.0.1",
        "TCP",
        200,
        endSecond * 1000 - 15_520,
        endSecond * 1000,
        283_399,
        91_106,
        "cdn.example",
        "steam",
        SessionClass.CONTROL,
        download,
        download == 0 ? null : LinkMethod.CO_ACTIVITY,
        download == 0 ? 0 : 0.75);
  }

  static DownloadRow download(long number, long firstSecond) {
    return download(number, firstSecond, firstSecond + 9, false);
  }

  static DownloadRow download(long number, long firstSecond, long lastSecond, boolean active) {
    return new DownloadRow(
        number,
        "10.0.0.1",
        "steam",
        "depot/731",
        firstSecond,
        lastSecond,
        active,
        1_000_000,
        700_000,
        300_000,
        40,
        8,
        6,
        3,
        400_000,
        900_000,
        8_500);
  }

  static TrafficRow traffic(Grain grain, long start, long bytes) {
    return new TrafficRow(
        grain,
        grain.floor(start),
        bytes,
        bytes / 2,
        bytes - bytes / 2,
        4,
        1,
        bytes,
        50,
        60,
        70,
        80);
  }

  static OpenEntry open(long key, int... bytes) {
    var value = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) value[i] = (byte) bytes[i];
    return new OpenEntry(key, value);
  }

  static LogBatch empty(long epoch, long batch) {
    return new LogBatch(
        epoch,
        batch,
        List.of(),
        List.of(),
        report(0),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new long[0]);
  }

  /** A batch with one of everything. */
  static LogBatch full(long epoch, long batch) {
    return new LogBatch(
        epoch,
        batch,
        List.of(file("access.log.1", 11, 2000), file("access.log", -12, 500)),
        List.of(13L),
        report(SECOND + batch),
        List.of(session(batch, SECOND + batch, batch)),
        List.of(download(batch, SECOND + batch)),
        List.of(traffic(Grain.SECOND, SECOND + batch, 1000)),
        List.of(open(batch, 1, 2, -3)),
        new long[] {batch - 1});
  }

  static Learned learned() {
    return new Learned(
        3,
        report(SECOND),
        List.of(file("access.log", 11, 5)),
        OpenEntries.of(List.of(open(4, 1), open(-5, 2, 3))));
  }

  /** One of every stored form. */
  static List<Object> stored() {
    return List.of(
        new LogSourceEvent.Opened(1, READER, PATH, T0),
        new LogSourceEvent.Learnt(full(1, 7), T0),
        new LogSourceEvent.Released(1, T0),
        new LogSourceEvent.Reset(2, T0, CALLER),
        new LogSourceEvent.SessionsDeleted(T0, CALLER),
        new LogSourceState.Absent(),
        new LogSourceState.Held(2, READER, 1, learned()),
        new LogSourceState.Free(2, learned()));
  }
}
