package ffrtmp.http;

import ffrtmp.protocol.port.DownloadInfo;
import ffrtmp.protocol.port.SessionInfo;
import ffrtmp.protocol.port.SourceInfo;
import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.FilePosition;
import ffrtmp.protocol.stream.LinkMethod;
import ffrtmp.protocol.stream.SessionClass;
import ffrtmp.protocol.stream.SessionRow;
import ffrtmp.protocol.stream.SourceName;
import ffrtmp.protocol.stream.SourceReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Sessions, downloads and sources for tests. */
final class StreamSamples {
  static final SourceName CACHE = new SourceName("cache");

  /** When the sessions ended and the downloads were last seen: 20/Dec/2025:07:50:58 -0600. */
  static final Instant END = Instant.parse("2025-12-20T13:50:58Z");

  private StreamSamples() {}

  /** A session that ended at {@link #END} and is related to nothing. */
  static SessionInfo session(long number, long sent, long received, long millis) {
    return session(number, sent, received, millis, null);
  }

  static SessionInfo related(long number, long sent, long received, long millis, long download) {
    return session(number, sent, received, millis, download);
  }

  private static SessionInfo session(
      long number, long sent, long received, long millis, Long download) {
    SessionRow row =
        new SessionRow(
            number,
            "172.16.1.143",
            "TCP",
            200,
            END.toEpochMilli() - millis,
            END.toEpochMilli(),
            sent,
            received,
            "cp601.prod.do.dsp.mp.microsoft.com",
            "wsus",
            SessionClass.CONTROL,
            download == null ? 0 : download,
            download == null ? null : LinkMethod.CO_ACTIVITY,
            download == null ? 0 : 0.75);
    return new SessionInfo(
        CACHE.id(number), CACHE, row, download == null ? null : CACHE.id(download));
  }

  /** A download of 100 s, of which 50 had bytes, 10 from the cache and 45 from upstream. */
  static DownloadInfo download(long number) {
    DownloadRow row =
        new DownloadRow(
            number,
            "172.16.1.143",
            "steam",
            "depot 731",
            END.getEpochSecond() - 99,
            END.getEpochSecond(),
            true,
            1_000_050,
            250_005,
            750_045,
            321,
            50,
            10,
            45,
            65_536,
            0,
            0);
    return new DownloadInfo(CACHE.id(number), CACHE, row, 0, 0, 0);
  }

  /** The same download with this many bytes. */
  static DownloadInfo withBytes(DownloadInfo download, long bytes) {
    DownloadRow row = download.row();
    return new DownloadInfo(
        download.id(),
        download.source(),
        new DownloadRow(
            row.number(),
            row.client(),
            row.service(),
            row.name(),
            row.firstSecond(),
            row.lastSecond(),
            row.active(),
            bytes,
            row.hitBytes(),
            row.missBytes(),
            row.requests(),
            row.activeSeconds(),
            row.hitSeconds(),
            row.missSeconds(),
            row.peakBytes(),
            row.timedBytes(),
            row.timedMillis()),
        download.sessions(),
        download.receivedBytes(),
        download.sessionMillis());
  }

  static SourceInfo source(String name, String reader, long lagBytes, long newestSecond) {
    return new SourceInfo(
        new SourceName(name),
        reader,
        3,
        new SourceReport(
            "/var/log/lancache",
            Map.of("access.log", List.of("cachelog", "cachelog-json")),
            1_000,
            250_000,
            Map.of("nul", 2L, "format", 5L),
            7,
            lagBytes,
            newestSecond,
            11,
            352),
        List.of(
            new FilePosition("access.log", "access.log.1", 1, 2, 3, 4_096, 5, 4_100, 6, false, 0)),
        Samples.T0.plusMillis(5));
  }
}
