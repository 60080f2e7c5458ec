package ffrtmp.node.wiring;

import ffrtmp.http.tls.TlsException;
import java.net.BindException;
import org.jspecify.annotations.Nullable;

/** Something outside is in the way of a start; the message is one line for the operator. */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartException(String message) {
    super(message);
  }

  /** What the cause says is a line for the operator already. */
  public static StartException because(Exception cause) {
    return new StartException(String.valueOf(cause.getMessage()), cause);
  }

  private StartException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The line that says what to do, where the cause is known. */
  static StartException of(Throwable cause) {
    for (Throwable t : chain(cause)) {
      if (t instanceof StartException known) return known;
      if (t instanceof TlsException) return new StartException("--tls: " + t.getMessage(), cause);
      if (t instanceof BindException) {
        return new StartException(
            "the address is taken: " + t.getMessage() + "; choose another --port", cause);
      }
    }
    return new StartException("the node could not start: " + cause, cause);
  }

  static StartException clusterAddress(String host, int port, Throwable cause) {
    return new StartException(
        "the cluster's address %s:%d cannot be had: it is taken or not this machine's; choose another --cluster-port or --cluster-host"
            .formatted(host, port),
        cause);
  }

  private static Iterable<Throwable> chain(Throwable first) {
    java.util.List<Throwable> all = new java.util.ArrayList<>();
    @Nullable Throwable next = first;
    while (next != null && all.size() < 20) {
      all.add(next);
      next = next.getCause();
    }
    return all;
  }
}
