package ffrtmp.http.guard;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * What every answer tells a browser that comes by: to take it for what it says it is, to run and
 * frame nothing of it, to keep no copy. A route that says otherwise of itself, as pages and their
 * files do, is left as it is.
 */
public final class SecurityHeaders {
  private static final List<HttpHeader> ALWAYS =
      List.of(
          HttpHeader.parse("X-Content-Type-Options", "nosniff"),
          HttpHeader.parse("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
          HttpHeader.parse("Referrer-Policy", "no-referrer"),
          HttpHeader.parse("Cross-Origin-Resource-Policy", "same-origin"),
          HttpHeader.parse("Cache-Control", "no-store"));

  /** A year, as is usual; hosts below this one are not ours to speak for. */
  private static final HttpHeader ONLY_TLS =
      HttpHeader.parse("Strict-Transport-Security", "max-age=31536000");

  private final List<HttpHeader> headers;

  private SecurityHeaders(List<HttpHeader> headers) {
    this.headers = headers;
  }

  /** {@code tls}: whether clients came by TLS, and shall from now on. */
  public static SecurityHeaders of(boolean tls) {
    List<HttpHeader> headers = new ArrayList<>(ALWAYS);
    if (tls) headers.add(ONLY_TLS);
    return new SecurityHeaders(List.copyOf(headers));
  }

  /** The answer with those that it does not have. */
  public HttpResponse on(HttpResponse response) {
    List<HttpHeader> missing = headers;
    for (HttpHeader given : response.getHeaders()) missing = without(given, missing);
    return response.addHeaders(missing);
  }

  private static List<HttpHeader> without(HttpHeader given, List<HttpHeader> headers) {
    for (HttpHeader header : headers) {
      if (!header.is(given.lowercaseName())) continue;
      return headers.stream().filter(each -> each != header).toList();
    }
    return headers;
  }
}
