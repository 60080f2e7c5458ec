package ffrtmp.http.access;

import ffrtmp.protocol.Cause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of who changed what, under the name {@code ffrtmp.audit}: the acts of operators and the
 * changes of keys. What was done to a job is in its journal, with who and which request.
 */
public final class Audit {
  private static final Logger log = LoggerFactory.getLogger("ffrtmp.audit");

  private Audit() {}

  /**
   * @param route method and template
   * @param target what the route's names stood for
   * @param status of the answer
   */
  public static void act(Cause cause, String route, String target, int status) {
    log.info("{} by {} on {}: {}, request {}", route, cause.who(), target, status, cause.request());
  }

  static void keysFile(String change) {
    log.info("keys file: {}", change);
  }
}
