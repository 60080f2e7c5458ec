package ffrtmp.http.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.protocol.port.DownloadDetail;
import ffrtmp.protocol.port.DownloadInfo;
import ffrtmp.protocol.port.StreamPage;
import ffrtmp.protocol.stream.DownloadRow;
import org.jspecify.annotations.Nullable;

/**
 * A download on the wire. Its seconds are whole ones and the first and the last both count, so one
 * that starts and ends in the same second took one.
 */
public final class DownloadJson {
  private DownloadJson() {}

  /** A page of downloads; {@code cursor} is where the next one starts. */
  public static ObjectNode page(StreamPage<DownloadInfo> page, @Nullable String cursor) {
    ObjectNode json = Json.object();
    json.put("count", page.rows().size());
    ArrayNode array = json.putArray("downloads");
    page.rows().forEach(download -> array.add(of(download)));
    if (cursor != null) json.put("next_cursor", cursor);
    return json;
  }

  public static ObjectNode of(DownloadInfo download) {
    DownloadRow row = download.row();
    ObjectNode json = Json.object();
    json.put("id", download.id());
    json.put("source", download.source().value());
    json.put("clientIp", row.client());
    json.put("service", row.service());
    if (!row.name().isEmpty()) json.put("name", row.name());
    json.put("start", Time.ofSecond(row.firstSecond()));
    json.put("end", Time.ofSecond(row.lastSecond()));
    json.put("active", row.active());
    json.put("bytes", row.bytes());
    json.put("hitBytes", row.hitBytes());
    json.put("missBytes", row.missBytes());
    json.put("requests", row.requests());
    putSpeeds(json, download);
    json.put("sessionDurationSeconds", seconds(row));
    json.put("lowResolution", row.lowResolution());
    json.put("relatedSessions", download.sessions());
    return json;
  }

  private static void putSpeeds(ObjectNode json, DownloadInfo download) {
    DownloadRow row = download.row();
    json.put("downloadSpeedBps", Speed.whole(row.averageBytesPerSecond()));
    Json.put(json, "uploadSpeedBps", uploadSpeed(download));
    Json.put(json, "activeSpeedBps", Speed.overSeconds(row.bytes(), row.activeSeconds()));
    json.put("peakSpeedBps", row.peakBytes());
  }

  /** How fast one download was, with the sessions related to it. */
  public static ObjectNode speed(DownloadDetail detail) {
    DownloadInfo download = detail.download();
    DownloadRow row = download.row();
    ObjectNode json = Json.object();
    json.put("downloadId", download.id());
    json.put("averageDownloadSpeed", Speed.whole(row.averageBytesPerSecond()));
    Json.put(json, "averageUploadSpeed", uploadSpeed(download));
    Json.put(json, "hitSpeed", Speed.overSeconds(row.hitBytes(), row.hitSeconds()));
    Json.put(json, "missSpeed", Speed.overSeconds(row.missBytes(), row.missSeconds()));
    Json.put(json, "activeSpeed", Speed.overSeconds(row.bytes(), row.activeSeconds()));
    json.put("peakSpeed", row.peakBytes());
    Json.put(json, "requestSpeed", Speed.overMillis(row.timedBytes(), row.timedMillis()));
    json.put("sessionDuration", seconds(row));
    ArrayNode sessions = json.putArray("streamSessions");
    detail.sessions().forEach(session -> sessions.add(SessionJson.related(session.row())));
    return json;
  }

  private static @Nullable Long uploadSpeed(DownloadInfo download) {
    return Speed.overMillis(download.receivedBytes(), download.sessionMillis());
  }

  private static long seconds(DownloadRow row) {
    return row.lastSecond() - row.firstSecond() + 1;
  }
}
