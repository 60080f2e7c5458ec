package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";

  @Test
  void aTraceIsReadWithItsState() {
    HttpRequest request =
        HttpRequest.GET("/")
            .withHeaders(
                List.of(
                    HttpHeader.parse("traceparent", "00-" + TRACE + "-" + SPAN + "-01"),
                    HttpHeader.parse("tracestate", "a=1"),
                    HttpHeader.parse("tracestate", "b=2")));
    assertThat(TraceContext.of(request)).contains(new TraceContext(TRACE, SPAN, true, "a=1,b=2"));
  }

  @Test
  void aVersionToComeMayCarryMore() {
    assertThat(TraceContext.of("01-" + TRACE + "-" + SPAN + "-02-more", ""))
        .contains(new TraceContext(TRACE, SPAN, false, ""));
  }

  @Test
  void aStateThatIsTooLongIsDroppedAlone() {
    assertThat(TraceContext.of("00-" + TRACE + "-" + SPAN + "-00", "a=" + "x".repeat(600)))
        .contains(new TraceContext(TRACE, SPAN, false, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0"
      })
  void whatIsMalformedIsDropped(String parent) {
    assertThat(TraceContext.of(parent, "a=1")).isEmpty();
  }

  @Test
  void twoTracesAreNone() {
    HttpHeader parent = HttpHeader.parse("traceparent", "00-" + TRACE + "-" + SPAN + "-01");
    assertThat(TraceContext.of(HttpRequest.GET("/").addHeader(parent).addHeader(parent))).isEmpty();
  }
}
