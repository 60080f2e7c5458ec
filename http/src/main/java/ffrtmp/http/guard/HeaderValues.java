package ffrtmp.http.guard;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import java.util.ArrayList;
import java.util.List;

/** Every value that a request gives to one header, in order; plain loops, for each request. */
public final class HeaderValues {
  private HeaderValues() {}

  /** {@code name} in lower case. */
  public static List<String> of(HttpRequest request, String name) {
    List<String> values = List.of();
    for (HttpHeader header : request.getHeaders()) {
      if (!header.is(name)) continue;
      if (values.isEmpty()) values = new ArrayList<>(2);
      values.add(header.value());
    }
    return values;
  }
}
