package ffrtmp.http;

import ffrtmp.protocol.port.DownloadFilter;
import ffrtmp.protocol.port.SessionFilter;
import ffrtmp.protocol.port.StreamPage.Mark;
import ffrtmp.protocol.stream.SessionClass;
import org.jspecify.annotations.Nullable;

/** Reads which downloads or sessions a list is to show. */
final class StreamFilters {
  private static final int USUAL = 100;
  private static final int MOST = 500;
  private static final int LONGEST_ADDRESS = 64;
  private static final int LONGEST_HOST = 512;
  private static final String DOWNLOADS = "downloads";
  private static final String SESSIONS = "sessions";

  private StreamFilters() {}

  static DownloadFilter downloads(QueryReader query) {
    return new DownloadFilter(
        query.text("client", LONGEST_ADDRESS),
        query.text("service", LONGEST_ADDRESS),
        query.instant("since"),
        query.truth("active"),
        limit(query),
        mark(query, DOWNLOADS));
  }

  static SessionFilter sessions(QueryReader query) {
    return new SessionFilter(
        query.text("client", LONGEST_ADDRESS),
        host(query),
        query.oneOf("class", SessionClass.class),
        query.instant("since"),
        limit(query),
        mark(query, SESSIONS));
  }

  /** Where the next page of downloads starts; null after the last. */
  static @Nullable String nextDownloads(@Nullable Mark next) {
    return cursor(DOWNLOADS, next);
  }

  /** Where the next page of sessions starts; null after the last. */
  static @Nullable String nextSessions(@Nullable Mark next) {
    return cursor(SESSIONS, next);
  }

  /** {@code *.example.com} means the same as {@code .example.com}: every host that ends so. */
  private static @Nullable String host(QueryReader query) {
    String host = query.text("host", LONGEST_HOST);
    return host != null && host.startsWith("*.") ? host.substring(1) : host;
  }

  private static int limit(QueryReader query) {
    Integer limit = query.integer("limit", 1, MOST);
    return limit == null ? USUAL : limit;
  }

  private static @Nullable Mark mark(QueryReader query, String list) {
    long[] place = query.cursor(list, 2);
    return place == null ? null : new Mark(place[0], place[1]);
  }

  private static @Nullable String cursor(String list, @Nullable Mark next) {
    return next == null ? null : Cursor.write(list, next.millis(), next.id());
  }
}
