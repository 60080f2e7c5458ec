package ffrtmp.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.Query;
import ffrtmp.protocol.Cause;
import java.util.Map;

/**
 * One request on its way to its route's handler.
 *
 * @param path the values of the template's names
 * @param caller the name under which the audit knows who asks
 */
record Exchange(
    HttpRequest request, Map<String, String> path, Query query, String caller, String requestId) {
  /** The value of a name that the route's template has. */
  String path(String name) {
    String value = path.get(name);
    if (value == null) throw new IllegalStateException("no {" + name + "} in the template");
    return value;
  }

  Cause cause() {
    return new Cause(caller, requestId);
  }
}
