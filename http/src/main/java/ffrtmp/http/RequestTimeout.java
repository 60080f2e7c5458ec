package ffrtmp.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.Connection;
import akka.http.javadsl.model.headers.TimeoutAccess;
import ffrtmp.http.problem.Problem;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** The server's limit on how long an answer may take: its words, and its exceptions. */
final class RequestTimeout {
  /** Akka closes the connection after that answer; who is not told might send another request. */
  private static final HttpHeader CLOSE = Connection.create("close");

  private RequestTimeout() {}

  /** Answers a request that took too long in our own words, with what every answer has. */
  static void explain(HttpRequest request, UnaryOperator<HttpResponse> common) {
    request
        .getHeader(TimeoutAccess.class)
        .ifPresent(
            access ->
                access
                    .timeoutAccess()
                    .updateHandler(
                        late ->
                            common.apply(
                                Problem.of(503, "no answer was found in time")
                                    .withHeader("Retry-After", "1")
                                    .response()
                                    .addHeader(CLOSE))));
  }

  static void extend(HttpRequest request, Duration limit) {
    request
        .getHeader(TimeoutAccess.class)
        .ifPresent(
            header ->
                header
                    .timeoutAccess()
                    .updateTimeout(
                        scala.concurrent.duration.Duration.create(
                            limit.toMillis(), TimeUnit.MILLISECONDS)));
  }
}
