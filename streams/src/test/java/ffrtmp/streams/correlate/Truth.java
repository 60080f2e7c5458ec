package ffrtmp.streams.correlate;

import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.SessionRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the generator says, held against what the correlator found in its logs. */
final class Truth {
  private static final int SESSION_COLUMN = 2;

  private final Replay replay;
  private final List<String[]> sessions;
  private final Map<Integer, String[]> requests = new HashMap<>();

  /** For each true download, and each true session, those found that hold its requests. */
  private final Map<Long, Set<Long>> ofDownload = new HashMap<>();

  private final Map<Long, Set<Long>> ofSession = new HashMap<>();
  private final Map<Long, Set<Long>> truthOfFound = new HashMap<>();
  private final Map<Long, Long> lastMillis = new HashMap<>();
  private final Map<Long, Long> bytes = new HashMap<>();

  Truth(Path folder, Replay replay) throws IOException {
    this.replay = replay;
    sessions = rows(folder.resolve("truth_sessions.tsv"));
    for (String[] row : rows(folder.resolve("truth_requests.tsv"))) {
      requests.put(Integer.parseInt(row[0]), row);
    }
    for (Replay.Request request : replay.requests()) {
      String[] row = requests.get(request.line());
      if (row == null) continue;
      long found = replay.downloadOf(request);
      long session = Long.parseLong(row[SESSION_COLUMN]);
      long download = Long.parseLong(row[3]);
      ofSession.computeIfAbsent(session, id -> new HashSet<>()).add(found);
      ofDownload.computeIfAbsent(download, id -> new HashSet<>()).add(found);
      truthOfFound.computeIfAbsent(found, id -> new HashSet<>()).add(download);
      lastMillis.merge(download, Long.parseLong(row[4]), Math::max);
      bytes.merge(download, request.bytes(), Long::sum);
    }
  }

  private static List<String[]> rows(Path file) throws IOException {
    List<String[]> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) rows.add(line.split("\t", -1));
    return rows;
  }

  /** How many of one kind's links are right, and how many of that kind were linked rightly. */
  Score links(String kind) {
    int all = 0;
    int linked = 0;
    int right = 0;
    for (String[] row : sessions) {
      SessionRow found = replay.session(Integer.parseInt(row[0]));
      if (found == null || !row[SESSION_COLUMN].equals(kind)) continue;
      long download = Long.parseLong(row[5]);
      if (download >= 0) all++;
      if (found.download() == 0) continue;
      linked++;
      boolean content = kind.equals("content");
      Set<Long> held = content ? ofSession.get(Long.parseLong(row[1])) : ofDownload.get(download);
      if (held != null && held.contains(found.download())) right++;
    }
    return new Score((double) right / linked, (double) right / all);
  }

  /**
   * How far the average speeds are off, where one found download is one true download that did not
   * end within three seconds: then its speed is only rough, and said to be.
   */
  double[] speedErrors() {
    Map<Long, Long> began = new HashMap<>();
    for (String[] row : sessions) {
      if (!row[SESSION_COLUMN].equals("content")) continue;
      began.merge(Long.parseLong(row[5]), Long.parseLong(row[8]), Math::min);
    }
    return ofDownload.entrySet().stream()
        .filter(entry -> entry.getValue().size() == 1)
        .filter(entry -> began.containsKey(entry.getKey()))
        .filter(entry -> alone(entry.getValue().iterator().next()))
        .mapToDouble(entry -> error(entry.getKey(), began, entry.getValue().iterator().next()))
        .toArray();
  }

  private boolean alone(long found) {
    Set<Long> truth = truthOfFound.get(found);
    return truth != null && truth.size() == 1 && !replay.download(found).lowResolution();
  }

  private double error(long download, Map<Long, Long> began, long number) {
    DownloadRow row = replay.download(number);
    double seconds = (lastMillis.get(download) - began.get(download)) / 1_000.0;
    double truth = bytes.get(download) / seconds;
    return Math.abs(row.averageBytesPerSecond() - truth) / truth;
  }

  /** Precision and recall. */
  record Score(double precision, double recall) {
    @Override
    public String toString() {
      return "precision %.3f recall %.3f".formatted(precision, recall);
    }
  }
}
