package ffrtmp.streams.correlate;

/** Stored open state that this version cannot read. The source has to be processed anew. */
public final class OpenStateException extends RuntimeException {
  private static final long serialVersionUID = 1;

  OpenStateException(String message) {
    super(message);
  }
}
