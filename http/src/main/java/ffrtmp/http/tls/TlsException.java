package ffrtmp.http.tls;

/** A certificate, a key or an authority cannot be used; the message is one line for people. */
public final class TlsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TlsException(String message) {
    super(message);
  }

  TlsException(String message, Throwable cause) {
    super(message, cause);
  }
}
