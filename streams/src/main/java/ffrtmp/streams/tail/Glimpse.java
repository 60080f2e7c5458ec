package ffrtmp.streams.tail;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a file held when a look first opened it. What is added later is not part of the look, so all
 * that is said of a file within one look is said of the same bytes.
 *
 * @param size bytes as stored
 * @param end the beginning and the end of these bytes; null where the file is packed
 */
record Glimpse(long size, Head head, @Nullable Trail end) {
  /** Null when the file became shorter while it was read. */
  static @Nullable Glimpse of(PlainContent content) throws IOException {
    long size = content.size();
    Trail end = Trail.load(content, size);
    return end == null ? null : new Glimpse(size, Head.of(content.upTo(size)), end);
  }
}
