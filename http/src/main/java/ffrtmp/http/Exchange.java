package ffrtmp.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.Query;
import ffrtmp.http.access.Caller;
import ffrtmp.protocol.Cause;
import java.util.Map;
import java.util.Optional;

/**
 * One request on its way to its route's handler.
 *
 * @param path the values of the template's names
 * @param query only names that the route has, but on open routes
 * @param caller who asks, and may: the route was checked
 * @param trace the trace that the client began, to be passed on
 */
record Exchange(
    HttpRequest request,
    Map<String, String> path,
    Query query,
    Caller caller,
    String requestId,
    Optional<TraceContext> trace) {
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
