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

  private ClientFailure(Kind kind, String message, String hint) {
    super(message);
    this.kind = kind;
    this.hint = hint;
  }

  /** The server said no, or something that cannot be understood. */
  public static ClientFailure refused(String message, String hint) {
    return new ClientFailure(Kind.REFUSED, message, hint);
  }

  /** The command line or its configuration asks for what cannot be meant. */
  public static ClientFailure usage(String message, String hint) {
    return new ClientFailure(Kind.USAGE, message, hint);
  }

  /** No server answered. */
  public static ClientFailure unreachable(String message, String hint) {
    return new ClientFailure(Kind.UNREACHABLE, message, hint);
  }

  /** The same failure with another hint. */
  public ClientFailure hinting(String other) {
    return new ClientFailure(kind, String.valueOf(getMessage()), other);
  }

  public Kind kind() {
    return kind;
  }

  /** What may help; empty where nothing is known to. */
  public String hint() {
    return hint;
  }
}
