package ffrtmp.http.problem;

import akka.event.LoggingAdapter;
import akka.http.ParsingErrorHandler;
import akka.http.javadsl.model.AttributeKey;
import akka.http.javadsl.model.HttpResponse;
import akka.http.scaladsl.model.ErrorInfo;
import akka.http.scaladsl.model.StatusCode;
import akka.http.scaladsl.settings.ServerSettings;

/**
 * Answers what is refused before it is a request: a head too long, a header that is none. Akka
 * makes the one instance by name and hands it the server's settings with each refusal; whoever
 * wants to see its answers travels in them.
 */
public final class LowLevelRefusals extends ParsingErrorHandler {
  private static final AttributeKey<Seen> SEEN = AttributeKey.create("seen-by", Seen.class);

  /** Sees each answer, and may change it. */
  @FunctionalInterface
  public interface Seen {
    HttpResponse by(HttpResponse answer);
  }

  /** Akka makes the one instance, by name. */
  public LowLevelRefusals() {}

  /** The settings, with {@code seen} for their server's low-level refusals. */
  public static akka.http.javadsl.settings.ServerSettings seenBy(
      Seen seen, akka.http.javadsl.settings.ServerSettings settings) {
    // the one member that is ours to extend and that survives when Akka copies the settings
    HttpResponse carrier = settings.getTerminationDeadlineExceededResponse();
    return settings.withTerminationDeadlineExceededResponse(carrier.addAttribute(SEEN, seen));
  }

  @Override
  public HttpResponse handle(
      StatusCode status, ErrorInfo info, LoggingAdapter log, ServerSettings settings) {
    // the detail may quote a key
    log.debug("refused before it was a request: {}", info.summary());
    HttpResponse answer = Problem.of(status.intValue(), detail(info)).response();
    return settings
        .getTerminationDeadlineExceededResponse()
        .getAttribute(SEEN)
        .map(seen -> seen.by(answer))
        .orElse(answer);
  }

  /** The summary alone: the detail may quote what was sent. */
  private static String detail(ErrorInfo info) {
    return info.summary().isEmpty() ? "the request cannot be read" : info.summary();
  }
}
