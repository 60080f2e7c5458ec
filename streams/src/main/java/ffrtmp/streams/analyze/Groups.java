package ffrtmp.streams.analyze;

import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.SessionRow;
import ffrtmp.streams.analyze.AnalysisResult.Group;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sums by a name; beyond 100,000 names the rest is one. */
final class Groups {
  private static final int MAX_NAMES = 100_000;
  private static final String REST = "(further ones)";

  private final Map<String, Sum> sums = new HashMap<>();

  void add(String name, DownloadRow row) {
    Sum sum = sum(name);
    sum.downloads++;
    sum.bytes += row.bytes();
    sum.hitBytes += row.hitBytes();
    sum.missBytes += row.missBytes();
    sum.requests += row.requests();
    sum.seconds += row.lastSecond() - row.firstSecond() + 1;
    sum.peakBytes = Math.max(sum.peakBytes, row.peakBytes());
  }

  void add(String name, SessionRow passed) {
    Sum sum = sum(name);
    sum.sessions++;
    sum.sessionBytes += passed.sent();
  }

  private Sum sum(String name) {
    String key = sums.size() < MAX_NAMES || sums.containsKey(name) ? name : REST;
    return sums.computeIfAbsent(key, first -> new Sum());
  }

  /** The greatest first. */
  List<Group> sorted() {
    return sums.entrySet().stream()
        .map(entry -> entry.getValue().of(entry.getKey()))
        .sorted(
            Comparator.comparingLong((Group group) -> group.bytes() + group.sessionBytes())
                .reversed()
                .thenComparing(Group::name))
        .toList();
  }

  private static final class Sum {
    long downloads;
    long bytes;
    long hitBytes;
    long missBytes;
    long requests;
    long seconds;
    long peakBytes;
    long sessions;
    long sessionBytes;

    Group of(String name) {
      return new Group(
          name,
          downloads,
          bytes,
          hitBytes,
          missBytes,
          requests,
          seconds,
          peakBytes,
          sessions,
          sessionBytes);
    }
  }
}
