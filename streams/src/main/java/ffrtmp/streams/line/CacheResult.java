package ffrtmp.streams.line;

/** What the cache said of a request. */
public enum CacheResult {
  /** Served from the cache: HIT, STALE, UPDATING, REVALIDATED. */
  HIT,
  /** Fetched from upstream: MISS, EXPIRED, BYPASS. */
  MISS,
  /** The line does not say. */
  NONE
}
