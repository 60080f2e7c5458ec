package ffrtmp.streams.line;

/** One TCP session of stream-access.log. Reused: valid only until the sink returns. */
public final class StreamLine {
  final Slice client = new Slice();
  final Slice protocol = new Slice();
  final Slice host = new Slice();
  long second;
  int status;
  long sent;
  long received;
  long durationMillis;

  public Slice client() {
    return client;
  }

  /** TCP or UDP. */
  public Slice protocol() {
    return protocol;
  }

  /** The SNI name as written, escapes kept; {@code -} where the client sent none is empty here. */
  public Slice host() {
    return host;
  }

  /** When the session ended, epoch second UTC. */
  public long second() {
    return second;
  }

  public int status() {
    return status;
  }

  /** Bytes to the client. */
  public long sent() {
    return sent;
  }

  /** Bytes from the client. */
  public long received() {
    return received;
  }

  public long durationMillis() {
    return durationMillis;
  }
}
