package ffrtmp.http.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.protocol.port.SessionInfo;
import ffrtmp.protocol.port.StreamPage;
import ffrtmp.protocol.stream.SessionRow;
import org.jspecify.annotations.Nullable;

/** A TCP session on the wire, alone and as one of those related to a download. */
public final class SessionJson {
  private SessionJson() {}

  /** A page of sessions; {@code cursor} is where the next one starts. */
  public static ObjectNode page(StreamPage<SessionInfo> page, @Nullable String cursor) {
    ObjectNode json = Json.object();
    json.put("count", page.rows().size());
    ArrayNode array = json.putArray("sessions");
    page.rows().forEach(session -> array.add(of(session)));
    if (cursor != null) json.put("next_cursor", cursor);
    return json;
  }

  static ObjectNode of(SessionInfo session) {
    SessionRow row = session.row();
    ObjectNode json = Json.object();
    json.put("id", session.id());
    json.put("source", session.source().value());
    json.put("clientIp", row.client());
    json.put("protocol", row.protocol());
    json.put("status", row.status());
    json.put("sessionStart", Time.ofMillis(row.startMillis()));
    json.put("sessionEnd", Time.ofMillis(row.endMillis()));
    putBytes(json, row);
    json.put("durationSeconds", row.durationMillis() / 1000.0);
    putHost(json, row);
    json.put("service", row.service());
    json.set("class", Json.tree(row.sessionClass()));
    putSpeeds(json, row);
    if (session.downloadId() != null) json.put("downloadId", session.downloadId());
    putLink(json, row);
    return json;
  }

  /** As a member of the download that it is related to. */
  static ObjectNode related(SessionRow row) {
    ObjectNode json = Json.object();
    json.put("start", Time.ofMillis(row.startMillis()));
    json.put("end", Time.ofMillis(row.endMillis()));
    putBytes(json, row);
    putSpeeds(json, row);
    putHost(json, row);
    putLink(json, row);
    return json;
  }

  private static void putBytes(ObjectNode json, SessionRow row) {
    json.put("bytesSent", row.sent());
    json.put("bytesReceived", row.received());
  }

  private static void putSpeeds(ObjectNode json, SessionRow row) {
    Json.put(json, "downloadSpeedBps", Speed.overMillis(row.sent(), row.durationMillis()));
    Json.put(json, "uploadSpeedBps", Speed.overMillis(row.received(), row.durationMillis()));
  }

  private static void putHost(ObjectNode json, SessionRow row) {
    if (!row.host().isEmpty()) json.put("upstreamHost", row.host());
  }

  private static void putLink(ObjectNode json, SessionRow row) {
    if (row.method() == null) return;
    json.set("method", Json.tree(row.method()));
    json.put("confidence", row.confidence());
  }
}
