package ffrtmp.http;

import akka.util.ByteString;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.http.json.DownloadJson;
import ffrtmp.http.json.JobJson;
import ffrtmp.http.json.Json;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.port.DownloadInfo;
import ffrtmp.protocol.port.JobChange;
import java.util.Locale;

/** How live updates are written, as the HTML standard's server-sent events. */
final class ServerSentEvents {
  /** Keeps a silent connection alive; clients ignore it. */
  static final ByteString HEARTBEAT = ByteString.fromString(":\n\n");

  /**
   * Sent at once, so that a client knows that it is connected; and after how long to come again.
   */
  static final ByteString OPENING = ByteString.fromString("retry: 2000\n\n");

  private ServerSentEvents() {}

  /** A state has an id to resume after; progress has none, since it is not repeated. */
  static ByteString of(JobChange change) {
    ObjectNode job = JobJson.of(change.job());
    String head =
        change.number() > 0 ? "id: " + change.number() + "\nevent: state\n" : "event: progress\n";
    return event(head, job);
  }

  /** Without an id: who comes again gets all active downloads first anyway. */
  static ByteString of(DownloadInfo download) {
    return event("event: download\n", DownloadJson.of(download));
  }

  /** Lines of a log, with the place after them to resume from. */
  static ByteString log(String kind, LogPlace place, String text) {
    StringBuilder event = new StringBuilder("id: " + place + "\nevent: " + kind + "\n");
    text.lines().forEach(line -> event.append("data: ").append(line).append('\n'));
    return ByteString.fromString(event.append('\n').toString());
  }

  /** The last event of a log that was followed: how its job ended. */
  static ByteString end(String id, JobStatus status) {
    ObjectNode json = Json.object();
    json.put("status", status.name().toLowerCase(Locale.ROOT));
    return event("id: " + id + "\nevent: end\n", json);
  }

  private static ByteString event(String head, ObjectNode data) {
    return ByteString.fromString(head + "data: ")
        .concat(ByteString.fromArrayUnsafe(Json.bytes(data)))
        .concat(ByteString.fromString("\n\n"))
        // in one piece: what waits for a slow reader should not be made of many
        .compact();
  }
}
