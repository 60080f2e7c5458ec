package ffrtmp.streams.line;

/** Which of the two kinds of log a series of files is. */
public enum LogKind {
  /** TCP sessions, one line when each ends. */
  STREAM,
  /** Requests to the cache, one line when each ends. */
  ACCESS
}
