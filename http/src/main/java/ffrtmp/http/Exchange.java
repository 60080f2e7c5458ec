package ffrtmp.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.Query;
import ffrtmp.http.access.Caller;
import ffrtmp.protocol.Cause;
import java.util.Map;

/**
 * One request on its way to its route's handler.
 *
 * @param path the values of the template's names
 * @param caller who asks, and may: the route was checked
 */
record Exchange(
    HttpRequest request, Map<String, String> path, Query query, Caller caller, String requestId) {
  /** The value of a name that the route's template has. */
  String path(String name) {
    String value = path.get(name);
    if (value == null) throw new IllegalStateException("no {" + name + "} in the template");
    return value;
  }

  Cause cause() {
    return new Cause(caller.name(), requestId);
  }
}
