package ffrtmp.streams.line;

/** One request of access.log. Reused for every line: valid only until the sink returns. */
public final class AccessLine {
  final Slice tag = new Slice();
  final Slice client = new Slice();
  final Slice host = new Slice();
  final Slice path = new Slice();
  long second;
  int status;
  long bytes;
  long requestMillis;
  CacheResult cache = CacheResult.NONE;

  /** The cache identifier, e.g. {@code steam}; empty where the format has none. */
  public Slice tag() {
    return tag;
  }

  /** The client's address as written: the first of X-Forwarded-For never replaces it. */
  public Slice client() {
    return client;
  }

  /** The requested host; empty where unknown. */
  public Slice host() {
    return host;
  }

  /** The request's path with its query; empty where the request was garbage. */
  public Slice path() {
    return path;
  }

  /** When the request ended, epoch second UTC. */
  public long second() {
    return second;
  }

  public int status() {
    return status;
  }

  /** Body bytes sent to the client. */
  public long bytes() {
    return bytes;
  }

  /** How long the request took in milliseconds; -1 where the log does not tell. */
  public long requestMillis() {
    return requestMillis;
  }

  public CacheResult cache() {
    return cache;
  }
}
