package ffrtmp.node.analyze;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.LinkMethod;
import ffrtmp.protocol.stream.SessionClass;
import ffrtmp.protocol.stream.SessionRow;
import ffrtmp.streams.analyze.AnalysisResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;

/** One object; times are UTC, speeds bytes per second in whole bytes. */
final class JsonReport implements Report {
  private static final double THOUSAND = 1_000;

  @Override
  public void print(AnalysisResult result, double seconds, PrintWriter out) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeNumberField("lines", result.lines());
      counts(json, result);
      json.writeNumberField("bytes_sent", result.bytesSent());
      json.writeNumberField("bytes_received", result.bytesReceived());
      json.writeArrayFieldStart("downloads");
      for (AnalysisResult.Download download : result.downloads()) download(json, download);
      json.writeEndArray();
      json.writeNumberField("downloads_total", result.downloadCount());
      json.writeNumberField("late_lines", result.lateLines());
      json.writeNumberField("seconds", Math.round(seconds * THOUSAND) / THOUSAND);
      json.writeNumberField("bytes_read", result.bytesRead());
      json.writeEndObject();
    }
    out.println();
  }

  private static void counts(JsonGenerator json, AnalysisResult result) throws IOException {
    json.writeObjectFieldStart("bad_lines");
    for (Map.Entry<String, Long> entry : result.badLines().entrySet()) {
      json.writeNumberField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("sessions");
    json.writeNumberField("total", result.sessionCount());
    json.writeNumberField("failed", of(result, SessionClass.FAILED));
    json.writeNumberField("control", of(result, SessionClass.CONTROL));
    json.writeNumberField("passthrough", of(result, SessionClass.PASSTHROUGH));
    json.writeEndObject();
  }

  private static long of(AnalysisResult result, SessionClass sessionClass) {
    return result.sessions().getOrDefault(sessionClass, 0L);
  }

  private static void download(JsonGenerator json, AnalysisResult.Download download)
      throws IOException {
    DownloadRow row = download.row();
    json.writeStartObject();
    json.writeStringField("client", row.client());
    json.writeStringField("service", row.service());
    json.writeStringField("name", row.name());
    json.writeStringField("start", Instant.ofEpochSecond(row.firstSecond()).toString());
    json.writeStringField("end", Instant.ofEpochSecond(row.lastSecond()).toString());
    json.writeNumberField("bytes", row.bytes());
    json.writeNumberField("hit_bytes", row.hitBytes());
    json.writeNumberField("miss_bytes", row.missBytes());
    json.writeNumberField("requests", row.requests());
    json.writeNumberField("average_bytes_per_second", Math.round(row.averageBytesPerSecond()));
    json.writeNumberField("peak_bytes_per_second", row.peakBytes());
    json.writeBooleanField("low_resolution", row.lowResolution());
    json.writeNumberField("related_total", download.relatedCount());
    json.writeArrayFieldStart("related");
    for (SessionRow session : download.related()) related(json, session);
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void related(JsonGenerator json, SessionRow session) throws IOException {
    json.writeStartObject();
    json.writeStringField("start", Instant.ofEpochMilli(session.startMillis()).toString());
    json.writeStringField("end", Instant.ofEpochMilli(session.endMillis()).toString());
    json.writeStringField("host", session.host());
    boolean bytes = session.method() == LinkMethod.BYTE_BUDGET;
    json.writeStringField("method", bytes ? "byte-budget" : "co-activity");
    json.writeNumberField("confidence", Math.round(session.confidence() * THOUSAND) / THOUSAND);
    json.writeEndObject();
  }
}
