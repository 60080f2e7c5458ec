package ffrtmp.node.analyze;

import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.SessionClass;
import ffrtmp.streams.analyze.AnalysisResult;
import ffrtmp.streams.analyze.AnalysisResult.Group;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Sums, then tables by service and by client, then the greatest downloads. */
final class TableReport implements Report {
  private static final int MOST_ROWS = 20;
  private static final double HUNDRED = 100;

  @Override
  public void print(AnalysisResult result, double seconds, PrintWriter out) {
    out.printf(
        "%,d lines (%s) in %.1f s%n", result.lines(), Units.bytes(result.bytesRead()), seconds);
    if (!result.badLines().isEmpty()) out.println("bad lines: " + counts(result.badLines()));
    if (result.lateLines() > 0) out.printf("late lines: %,d%n", result.lateLines());
    if (result.unreadable() > 0) out.printf("files not read: %,d%n", result.unreadable());
    out.printf(
        "sessions: %,d (%,d failed, %,d control, %,d passthrough), %s sent, %s received%n",
        result.sessionCount(),
        of(result, SessionClass.FAILED),
        of(result, SessionClass.CONTROL),
        of(result, SessionClass.PASSTHROUGH),
        Units.bytes(result.bytesSent()),
        Units.bytes(result.bytesReceived()));
    out.printf(
        "downloads: %,d, to which %,d sessions are related%n",
        result.downloadCount(), result.relatedCount());
    if (result.downloadCount() > result.downloads().size()) {
      out.printf(
          "only the first %,d downloads are listed; the sums hold all of them%n",
          result.downloads().size());
    }
    groups("service", result.services(), out);
    groups("client", result.clients(), out);
    downloads(result, out);
    out.flush();
  }

  private static long of(AnalysisResult result, SessionClass sessionClass) {
    return result.sessions().getOrDefault(sessionClass, 0L);
  }

  private static String counts(Map<String, Long> counts) {
    List<String> words = new ArrayList<>();
    counts.forEach((reason, count) -> words.add("%s %,d".formatted(reason, count)));
    return String.join(", ", words);
  }

  private static void groups(String of, List<Group> groups, PrintWriter out) {
    if (groups.isEmpty()) return;
    Table table =
        Table.of(of, "downloads", "bytes", "hit", "requests", "average", "peak", "passthrough");
    for (Group group : groups.subList(0, Math.min(MOST_ROWS, groups.size()))) {
      table.row(
          group.name(),
          "%,d".formatted(group.downloads()),
          Units.bytes(group.bytes()),
          share(group.hitBytes(), group.hitBytes() + group.missBytes()),
          "%,d".formatted(group.requests()),
          Units.speed(group.averageBytesPerSecond()),
          Units.speed((double) group.peakBytes()),
          Units.bytes(group.sessionBytes()));
    }
    table.print(out);
    rest(groups.size(), of + "s", out);
  }

  private static void downloads(AnalysisResult result, PrintWriter out) {
    if (result.downloads().isEmpty()) return;
    Table table =
        Table.of("download", "client", "start (UTC)", "bytes", "hit", "average", "peak", "related");
    result.downloads().stream()
        .sorted(Comparator.comparingLong((AnalysisResult.Download d) -> d.row().bytes()).reversed())
        .limit(MOST_ROWS)
        .forEach(download -> row(table, download));
    table.print(out);
    rest(result.downloads().size(), "downloads", out);
  }

  private static void row(Table table, AnalysisResult.Download download) {
    DownloadRow row = download.row();
    table.row(
        row.name().isEmpty() ? row.service() : row.service() + " " + Table.cut(row.name()),
        row.client(),
        Instant.ofEpochSecond(row.firstSecond()).toString(),
        Units.bytes(row.bytes()),
        share(row.hitBytes(), row.hitBytes() + row.missBytes()),
        (row.lowResolution() ? "~" : "") + Units.speed(row.averageBytesPerSecond()),
        Units.speed((double) row.peakBytes()),
        "%,d".formatted(download.relatedCount()));
  }

  private static void rest(int all, String of, PrintWriter out) {
    if (all > MOST_ROWS) out.printf("and %,d more %s%n", all - MOST_ROWS, of);
  }

  private static String share(long part, long whole) {
    return whole == 0 ? "-" : "%.0f %%".formatted(HUNDRED * part / whole);
  }
}
