package ffrtmp.streams;

/** The source is not this reader's, or no longer: it has to be opened again. */
final class OwnershipException extends Exception {
  private static final long serialVersionUID = 1;

  OwnershipException(String message) {
    super(message);
  }
}
