package ffrtmp.protocol.port;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of sessions or downloads, newest first.
 *
 * @param next where the next page starts ({@code before} of the filter); absent on the last
 */
public record StreamPage<T>(List<T> rows, StreamPage.@Nullable Mark next) {
  // In full: a compact one would lose the word that the mark may be absent.
  public StreamPage(List<T> rows, StreamPage.@Nullable Mark next) {
    this.rows = List.copyOf(rows);
    this.next = next;
  }

  /**
   * A place in a list ordered by time, then id, both falling.
   *
   * @param millis the row's start (downloads) or end (sessions)
   */
  public record Mark(long millis, long id) {}
}
