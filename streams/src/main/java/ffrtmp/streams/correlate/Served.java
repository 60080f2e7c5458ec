package ffrtmp.streams.correlate;

/**
 * Bytes of downloads.
 *
 * @param hit from the cache
 * @param miss from upstream
 */
public record Served(long hit, long miss) {
  Served plus(Served more) {
    return new Served(hit + more.hit, miss + more.miss);
  }
}
