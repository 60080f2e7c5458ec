package ffrtmp.http.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.protocol.port.SourceInfo;
import ffrtmp.protocol.stream.FilePosition;
import ffrtmp.protocol.stream.SourceName;
import ffrtmp.protocol.stream.SourceReport;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A log source on the wire: where it is, how far it has been read, and what was wrong with it. */
public final class SourceJson {
  private SourceJson() {}

  public static ObjectNode list(List<SourceInfo> sources, Instant now) {
    ObjectNode json = Json.object();
    json.put("count", sources.size());
    ArrayNode array = json.putArray("sources");
    sources.forEach(source -> array.add(of(source, now)));
    return json;
  }

  /** What a command on a source answers. */
  public static ObjectNode status(SourceName source, String status) {
    ObjectNode json = Json.object();
    json.put("source", source.value());
    json.put("status", status);
    return json;
  }

  private static ObjectNode of(SourceInfo source, Instant now) {
    SourceReport report = source.report();
    ObjectNode json = Json.object();
    json.put("id", source.name().value());
    json.put("name", source.name().value());
    json.put("path", report.path());
    putFiles(json, source.files());
    ObjectNode formats = json.putObject("formats");
    new TreeMap<>(report.formats())
        .forEach((series, found) -> found.forEach(formats.putArray(series)::add));
    putCounts(json, report);
    json.put("lagBytes", report.lagBytes());
    Json.put(json, "lagSeconds", lagSeconds(report, now));
    if (source.reader() != null) json.put("reader", source.reader());
    json.put("epoch", source.epoch());
    json.put("openKeys", report.openKeys());
    json.put("openBytes", report.openBytes());
    json.put("changed", Time.of(source.changed()));
    return json;
  }

  private static void putFiles(ObjectNode json, List<FilePosition> files) {
    ArrayNode array = json.putArray("files");
    for (FilePosition file : files) {
      array
          .addObject()
          .put("name", file.name())
          .put("series", file.series())
          .put("offset", file.offset())
          .put("size", file.size())
          .put("complete", file.complete());
    }
  }

  private static void putCounts(ObjectNode json, SourceReport report) {
    json.put("lines", report.lines());
    json.put("bytes", report.bytes());
    ObjectNode bad = json.putObject("badLines");
    new TreeMap<>(report.badLines()).forEach(bad::put);
    json.put("lateLines", report.lateLines());
  }

  /**
   * How long ago the newest line was written that was read; 0 where nothing is left to read, null
   * where none was read yet.
   */
  private static @Nullable Long lagSeconds(SourceReport report, Instant now) {
    if (report.lagBytes() == 0) return 0L;
    if (report.newestSecond() == 0) return null;
    return Math.max(0, now.getEpochSecond() - report.newestSecond());
  }
}
