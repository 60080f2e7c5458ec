package ffrtmp.node.command;

/** The command line asks for something that cannot be had; its message is the whole answer. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
