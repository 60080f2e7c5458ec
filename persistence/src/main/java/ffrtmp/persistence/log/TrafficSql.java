package ffrtmp.persistence.log;

import ffrtmp.persistence.read.Queries;
import ffrtmp.protocol.port.Traffic;
import ffrtmp.protocol.stream.Grain;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Speeds over all sources. The seven days are read as minutes up to the first whole hour, hours up
 * to the first whole day, and days: under a hundred rows a source.
 */
final class TrafficSql {
  private static final int CURRENT_SECONDS = 10;
  private static final long WEEK_SECONDS = 7L * 86_400;

  private static final String CURRENT =
      """
      SELECT COALESCE(SUM(bytes + session_bytes), 0), COALESCE(SUM(received_bytes), 0)
      FROM log_traffic WHERE grain = 1 AND start_second > ? AND start_second <= ?
      """;

  private static final String PART =
      """
      SELECT space, bytes, active_seconds, peak_bytes, session_bytes, session_millis
      FROM log_traffic WHERE grain = ? AND start_second >= ? AND start_second < ?
      """;

  private static final String WEEK =
      "SELECT SUM(bytes), SUM(active_seconds), MAX(peak_bytes), SUM(session_bytes),"
          + " SUM(session_millis) FROM ("
          + String.join(" UNION ALL ", PART, PART, PART)
          + ") t GROUP BY space";

  private record Sums(long bytes, long seconds, long peak, long sessionBytes, long sessionMillis) {
    /** A source without requests is one whose sessions are all that is known of it. */
    double averageBytes() {
      return bytes > 0 ? bytes : sessionBytes;
    }

    double averageSeconds() {
      return bytes > 0 ? seconds : sessionMillis / 1000.0;
    }
  }

  private TrafficSql() {}

  /**
   * Of several sources the average is their bytes over their seconds, and the peak the greatest
   * second of any one of them: their seconds are not the same.
   */
  static Traffic of(Connection connection, Instant now) throws SQLException {
    long second = now.getEpochSecond();
    var recent =
        Queries.rows(
                connection,
                CURRENT,
                List.of(second - CURRENT_SECONDS, second),
                row -> new long[] {row.getLong(1), row.getLong(2)})
            .get(0);
    var week = week(connection, second);
    long peak = week.stream().mapToLong(Sums::peak).max().orElse(0);
    return new Traffic(
        (double) recent[0] / CURRENT_SECONDS,
        (double) recent[1] / CURRENT_SECONDS,
        average(week),
        peak == 0 ? null : (double) peak);
  }

  private static @Nullable Double average(List<Sums> week) {
    double bytes = week.stream().mapToDouble(Sums::averageBytes).sum();
    double seconds = week.stream().mapToDouble(Sums::averageSeconds).sum();
    return bytes == 0 || seconds == 0 ? null : bytes / seconds;
  }

  private static List<Sums> week(Connection connection, long second) throws SQLException {
    long from = Grain.MINUTE.floor(second - WEEK_SECONDS);
    long hour = ceiling(Grain.HOUR, from);
    long day = ceiling(Grain.DAY, from);
    var values =
        Stream.of(
                List.of(Grain.MINUTE.seconds(), from, hour),
                List.of(Grain.HOUR.seconds(), hour, day),
                List.of(Grain.DAY.seconds(), day, second + 1))
            .flatMap(List::stream)
            .toList();
    return Queries.rows(
        connection,
        WEEK,
        values,
        row ->
            new Sums(
                row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)));
  }

  /** The first span that begins at {@code second} or later. */
  private static long ceiling(Grain grain, long second) {
    return grain.floor(second + grain.seconds() - 1);
  }
}
