package ffrtmp.node.analyze;

import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.SessionClass;
import ffrtmp.streams.analyze.AnalysisResult;
import ffrtmp.streams.analyze.AnalysisResult.Group;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sums, then tables by service and by client, then the greatest downloads. */
final class TableReport implements Report {
  private static final int MOST_ROWS = 20;
  private static final double HUNDRED = 100;
  private static final DateTimeFormatter START =
      DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Override
  public void print(AnalysisResult result, double seconds, PrintWriter out) {
    out.printf(
        "%,d lines (%s) in %.1f s%n", result.lines(), Units.bytes(result.bytesRead()), seconds);
    if (!result.badLines().isEmpty()) out.println("bad lines: " + counts(result.badLines()));
    if (result.lateLines() > 0) out.printf("late lines: %,d%n", result.lateLines());
    if (result.forgotten() > 0) out.printf("let go early: %,d%n", result.forgotten());
    if (result.unreadable() > 0) out.printf("files not read: %,d%n", result.unreadable());
    downloadSums(result, out);
    sessionSums(result, out);
    groups("service", result.services(), out);
    groups("client", result.clients(), out);
    downloads(result, out);
    if (!result.services().isEmpty()) legend(result, out);
    out.flush();
  }

  private static void downloadSums(AnalysisResult result, PrintWriter out) {
    if (result.downloadCount() == 0) {
      out.println("downloads: 0");
      return;
    }
    long bytes = result.services().stream().mapToLong(Group::bytes).sum();
    long hit = result.services().stream().mapToLong(Group::hitBytes).sum();
    long miss = result.services().stream().mapToLong(Group::missBytes).sum();
    out.printf(
        "downloads: %,d, %s, %s from the cache%n",
        result.downloadCount(), Units.bytes(bytes), share(hit, hit + miss));
    if (result.downloadCount() > result.downloads().size()) {
      out.printf(
          "only the first %,d are listed; the sums hold all of them%n", result.downloads().size());
    }
  }

  private static void sessionSums(AnalysisResult result, PrintWriter out) {
    out.printf(
        "sessions: %,d (%,d failed, %,d control, %,d passthrough)%n",
        result.sessionCount(),
        of(result, SessionClass.FAILED),
        of(result, SessionClass.CONTROL),
        of(result, SessionClass.PASSTHROUGH));
    out.printf(
        "  %s sent, %s received, %,d related to a download%n",
        Units.bytes(result.bytesSent()),
        Units.bytes(result.bytesReceived()),
        result.relatedCount());
  }

  private static void legend(AnalysisResult result, PrintWriter out) {
    out.println();
    out.println("/s: bytes a second, K M G of 1,024; peak: the best second of one download");
    out.println("passthrough: bytes of HTTPS, which go past the cache");
    if (result.downloads().stream().anyMatch(download -> download.row().lowResolution())) {
      out.println("~: shorter than 3 s, and times are whole seconds: a rough speed");
    }
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
        Table.of(of, "downloads", "bytes", "hit", "requests", "avg/s", "peak/s", "passthrough");
    for (Group group : groups.subList(0, Math.min(MOST_ROWS, groups.size()))) {
      table.row(
          group.name(),
          "%,d".formatted(group.downloads()),
          Units.brief(group.bytes()),
          share(group.hitBytes(), group.hitBytes() + group.missBytes()),
          "%,d".formatted(group.requests()),
          speed(group.downloads(), group.averageBytesPerSecond()),
          speed(group.downloads(), (double) group.peakBytes()),
          Units.brief(group.sessionBytes()));
    }
    table.print(out);
    rest(groups.size(), of + "s", out);
  }

  private static void downloads(AnalysisResult result, PrintWriter out) {
    if (result.downloads().isEmpty()) return;
    Table table = Table.of("download", "client", "start (UTC)", "bytes", "hit", "avg/s", "peak/s");
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
        row.name().isEmpty() ? row.service() : row.service() + " " + row.name(),
        row.client(),
        START.format(Instant.ofEpochSecond(row.firstSecond())),
        Units.brief(row.bytes()),
        share(row.hitBytes(), row.hitBytes() + row.missBytes()),
        (row.lowResolution() ? "~" : "") + Units.brief(row.averageBytesPerSecond()),
        Units.brief(row.peakBytes()));
  }

  private static void rest(int all, String of, PrintWriter out) {
    if (all > MOST_ROWS) out.printf("and %,d more %s%n", all - MOST_ROWS, of);
  }

  /** Without a download there is none, which is another thing than a slow one. */
  private static String speed(long downloads, double bytesPerSecond) {
    return downloads == 0 ? "-" : Units.brief(bytesPerSecond);
  }

  private static String share(long part, long whole) {
    return whole == 0 ? "-" : "%.0f %%".formatted(HUNDRED * part / whole);
  }
}
