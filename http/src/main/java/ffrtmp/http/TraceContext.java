package ffrtmp.http;

import akka.http.javadsl.model.HttpRequest;
import ffrtmp.http.guard.HeaderValues;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The trace that a request belongs to, as W3C Trace Context has it. What is malformed is dropped,
 * never refused: a client's tracing must not fail its requests.
 *
 * @param traceId 32 hexadecimal digits in lower case, not all 0
 * @param parentId 16 of them: the client's own span
 * @param sampled whether the client records the trace
 * @param state {@code tracestate} to be passed on as it came; may be empty
 */
record TraceContext(String traceId, String parentId, boolean sampled, String state) {
  private static final Pattern PARENT =
      Pattern.compile(
          "(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  private static final int LONGEST_STATE = 512;

  /** The trace of a request that names one, well and once. */
  static Optional<TraceContext> of(HttpRequest request) {
    List<String> parents = HeaderValues.of(request, "traceparent");
    return parents.size() == 1
        ? of(parents.get(0), String.join(",", HeaderValues.of(request, "tracestate")))
        : Optional.empty();
  }

  static Optional<TraceContext> of(String parent, String state) {
    Matcher matcher = PARENT.matcher(parent);
    if (!matcher.matches()) return Optional.empty();
    // only versions to come may carry more
    if (matcher.group(1).equals("00") && matcher.group(5) != null) return Optional.empty();
    boolean sampled = (Integer.parseInt(matcher.group(4), 16) & 1) == 1;
    boolean fits = state.length() <= LONGEST_STATE && state.matches("[ -~\\t]*");
    return Optional.of(
        new TraceContext(matcher.group(2), matcher.group(3), sampled, fits ? state : ""));
  }
}
