package ffrtmp.protocol.port;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of sessions or downloads, newest first.
 *
 * @param next where the next page starts ({@code before} of the filter); absent on the last
 */
public record StreamPage<T>(List<T> rows, StreamPage.@Nullable Mark next) {
  public StreamPage {
    rows = List.copyOf(rows);
  }

  /**
   * A place in a list ordered by time, then id, both falling.
   *
   * @param millis the row's start (downloads) or end (sessions)
   */
  public record Mark(long millis, long id) {}
}
