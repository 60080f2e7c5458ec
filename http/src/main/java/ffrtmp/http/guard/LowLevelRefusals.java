package ffrtmp.http.guard;

import akka.event.LoggingAdapter;
import akka.http.ParsingErrorHandler;
import akka.http.javadsl.model.HttpResponse;
import akka.http.scaladsl.model.ErrorInfo;
import akka.http.scaladsl.model.StatusCode;
import akka.http.scaladsl.settings.ServerSettings;
import ffrtmp.http.problem.Problem;

/** Answers what is refused before it is a request: a head too long, a header that is none. */
public final class LowLevelRefusals extends ParsingErrorHandler {
  private final SecurityHeaders headers = SecurityHeaders.of(false);

  /** Akka makes the one instance, by name. */
  public LowLevelRefusals() {}

  @Override
  public HttpResponse handle(
      StatusCode status, ErrorInfo info, LoggingAdapter log, ServerSettings settings) {
    log.debug("refused before it was a request: {} {}", info.summary(), info.detail());
    return headers.on(Problem.of(status.intValue(), detail(info)).response());
  }

  /** The summary alone: the detail may quote what was sent. */
  private static String detail(ErrorInfo info) {
    return info.summary().isEmpty() ? "the request cannot be read" : info.summary();
  }
}
