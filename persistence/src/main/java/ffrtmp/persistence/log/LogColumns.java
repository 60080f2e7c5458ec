package ffrtmp.persistence.log;

import static ffrtmp.persistence.log.Upsert.Type.FLAG;
import static ffrtmp.persistence.log.Upsert.Type.INTEGER;
import static ffrtmp.persistence.log.Upsert.Type.LONG;
import static ffrtmp.persistence.log.Upsert.Type.REAL;
import static ffrtmp.persistence.log.Upsert.Type.TEXT;

import ffrtmp.persistence.log.Upsert.Column;
import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.FilePosition;
import ffrtmp.protocol.stream.SessionRow;
import ffrtmp.protocol.stream.SourceName;
import ffrtmp.protocol.stream.TrafficRow;
import java.util.List;

/** Which columns the rows of the log tables have; the widths are those of the schema. */
final class LogColumns {
  static final int CLIENT = 64;
  static final int PROTOCOL = 16;
  static final int SERVICE = 64;
  static final int HOST = 305;
  static final int NAME = 1_000;
  static final int SERIES = 255;
  static final int READER = 255;

  /** A row with the source that it is of. */
  record Of<R>(SourceName source, R row) {}

  /** A download with the number of its change. */
  record Changed(SourceName source, DownloadRow row, long change) {}

  static final Upsert<Of<SessionRow>> SESSIONS =
      new Upsert<>(
          "log_session",
          1,
          List.of(
              new Column<>("id", LONG, s -> s.source.id(s.row.number())),
              new Column<>("client", TEXT, s -> Text.of(s.row.client(), CLIENT)),
              new Column<>("protocol", TEXT, s -> Text.of(s.row.protocol(), PROTOCOL)),
              new Column<>("status", INTEGER, s -> s.row.status()),
              new Column<>("started", LONG, s -> s.row.startMillis()),
              new Column<>("ended", LONG, s -> s.row.endMillis()),
              new Column<>("sent", LONG, s -> s.row.sent()),
              new Column<>("received", LONG, s -> s.row.received()),
              new Column<>("host", TEXT, s -> Text.of(s.row.host(), HOST)),
              new Column<>("service", TEXT, s -> Text.of(s.row.service(), SERVICE)),
              new Column<>("kind", TEXT, s -> s.row.sessionClass().name()),
              new Column<>(
                  "download",
                  LONG,
                  s -> s.row.download() == 0 ? null : s.source.id(s.row.download())),
              new Column<>(
                  "method", TEXT, s -> s.row.method() == null ? null : s.row.method().name()),
              new Column<>("confidence", REAL, s -> s.row.confidence())));

  static final Upsert<Changed> DOWNLOADS =
      new Upsert<>(
          "log_download",
          1,
          List.of(
              new Column<>("id", LONG, d -> d.source.id(d.row.number())),
              new Column<>("client", TEXT, d -> Text.of(d.row.client(), CLIENT)),
              new Column<>("service", TEXT, d -> Text.of(d.row.service(), SERVICE)),
              new Column<>("name", TEXT, d -> Text.of(d.row.name(), NAME)),
              new Column<>("first_second", LONG, d -> d.row.firstSecond()),
              new Column<>("last_second", LONG, d -> d.row.lastSecond()),
              new Column<>("active", FLAG, d -> d.row.active()),
              new Column<>("bytes", LONG, d -> d.row.bytes()),
              new Column<>("hit_bytes", LONG, d -> d.row.hitBytes()),
              new Column<>("miss_bytes", LONG, d -> d.row.missBytes()),
              new Column<>("requests", LONG, d -> d.row.requests()),
              new Column<>("active_seconds", LONG, d -> d.row.activeSeconds()),
              new Column<>("hit_seconds", LONG, d -> d.row.hitSeconds()),
              new Column<>("miss_seconds", LONG, d -> d.row.missSeconds()),
              new Column<>("peak_bytes", LONG, d -> d.row.peakBytes()),
              new Column<>("timed_bytes", LONG, d -> d.row.timedBytes()),
              new Column<>("timed_millis", LONG, d -> d.row.timedMillis()),
              new Column<>("change_seq", LONG, d -> d.change)));

  static final Upsert<Of<TrafficRow>> TRAFFIC =
      new Upsert<>(
          "log_traffic",
          3,
          List.of(
              new Column<>("grain", INTEGER, t -> t.row.grain().seconds()),
              new Column<>("start_second", LONG, t -> t.row.start()),
              new Column<>("space", INTEGER, t -> (int) t.source.space()),
              new Column<>("bytes", LONG, t -> t.row.bytes()),
              new Column<>("hit_bytes", LONG, t -> t.row.hitBytes()),
              new Column<>("miss_bytes", LONG, t -> t.row.missBytes()),
              new Column<>("requests", LONG, t -> t.row.requests()),
              new Column<>("active_seconds", LONG, t -> t.row.activeSeconds()),
              new Column<>("peak_bytes", LONG, t -> t.row.peakBytes()),
              new Column<>("session_bytes", LONG, t -> t.row.sessionBytes()),
              new Column<>("session_millis", LONG, t -> t.row.sessionMillis()),
              new Column<>("received_bytes", LONG, t -> t.row.receivedBytes()),
              new Column<>("received_millis", LONG, t -> t.row.receivedMillis())));

  static final Upsert<Of<FilePosition>> FILES =
      new Upsert<>(
          "log_file",
          3,
          List.of(
              new Column<>("space", INTEGER, f -> (int) f.source.space()),
              new Column<>("series", TEXT, f -> Text.of(f.row.series(), SERIES)),
              new Column<>("first_line", LONG, f -> f.row.firstLine()),
              new Column<>("position", TEXT, f -> LogJson.of(f.row))));

  private LogColumns() {}
}
