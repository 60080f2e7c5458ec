package ffrtmp.ops.client.wire;

/**
 * Why a command could not do what it was asked: one line, perhaps a hint at what helps, and the
 * exit status. The line may quote a server, so it is made harmless before it is printed.
 */
public final class ClientFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whose fault it is, which is what a script wants to tell apart. */
  public enum Kind {
    REFUSED(1),
    USAGE(2),
    UNREACHABLE(3);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    /** The status to exit with. */
    public int status() {
      return status;
    }
  }

  private final Kind kind;
  private final String hint;
  private final boolean sent;

  private ClientFailure(Kind kind, String message, String hint, boolean sent) {
    super(message);
    this.kind = kind;
    this.hint = hint;
    this.sent = sent;
  }

  /** The server said no, or something that cannot be understood. */
  public static ClientFailure refused(String message, String hint) {
    return new ClientFailure(Kind.REFUSED, message, hint, true);
  }

  /** The command line or its configuration asks for what cannot be meant. */
  public static ClientFailure usage(String message, String hint) {
    return new ClientFailure(Kind.USAGE, message, hint, false);
  }

  /** No server answered; whether it has heard cannot be known. */
  public static ClientFailure unreachable(String message, String hint) {
    return new ClientFailure(Kind.UNREACHABLE, message, hint, true);
  }

  /** No server was there to hear it. */
  public static ClientFailure absent(String message, String hint) {
    return new ClientFailure(Kind.UNREACHABLE, message, hint, false);
  }

  /** The same failure with another hint. */
  public ClientFailure hinting(String other) {
    return new ClientFailure(kind, String.valueOf(getMessage()), other, sent);
  }

  public Kind kind() {
    return kind;
  }

  /** Whether a server may have heard what was asked of it, and done it. */
  public boolean sent() {
    return sent;
  }

  /** What may help; empty where nothing is known to. */
  public String hint() {
    return hint;
  }
}
