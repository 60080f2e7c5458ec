package ffrtmp.http.access;

/** A keys file that cannot be used; the message names the file, the line and what is wrong. */
public final class KeysFileException extends Exception {
  private static final long serialVersionUID = 1;

  public KeysFileException(String message) {
    super(message);
  }
}
