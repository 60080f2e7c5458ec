package ffrtmp.node.worker.media;

import ffrtmp.protocol.job.FailureReason;
import java.util.Objects;

/**
 * Ends the preparation of an attempt: what the job asks cannot be done here. A checked exception
 * since a preparation is a sequence of steps, each of which may find that out.
 */
public final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  private final FailureReason reason;

  public Refused(FailureReason reason, String error) {
    super(error, null, false, false);
    this.reason = reason;
  }

  /** The request is at fault. */
  public static Refused userError(String error) {
    return new Refused(FailureReason.USER_ERROR, error);
  }

  public FailureReason reason() {
    return reason;
  }

  /** What is wrong, for the job's error. */
  public String error() {
    return Objects.requireNonNull(getMessage());
  }
}
