package ffrtmp.node.analyze;

import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.streams.analyze.AnalysisResult;
import java.io.PrintWriter;
import java.time.Instant;

/** The downloads as RFC 4180 has it, with a line of names first. */
final class CsvReport implements Report {
  private static final String END = "\r\n";

  @Override
  public void print(AnalysisResult result, double seconds, PrintWriter out) {
    out.print(
        "client,service,name,start,end,bytes,hit_bytes,miss_bytes,requests,"
            + "average_bytes_per_second,peak_bytes_per_second,related"
            + END);
    for (AnalysisResult.Download download : result.downloads()) out.print(line(download));
    out.flush();
  }

  private static String line(AnalysisResult.Download download) {
    DownloadRow row = download.row();
    return String.join(
            ",",
            quoted(row.client()),
            quoted(row.service()),
            quoted(row.name()),
            Instant.ofEpochSecond(row.firstSecond()).toString(),
            Instant.ofEpochSecond(row.lastSecond()).toString(),
            Long.toString(row.bytes()),
            Long.toString(row.hitBytes()),
            Long.toString(row.missBytes()),
            Long.toString(row.requests()),
            Long.toString(Math.round(row.averageBytesPerSecond())),
            Long.toString(row.peakBytes()),
            Long.toString(download.relatedCount()))
        + END;
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
