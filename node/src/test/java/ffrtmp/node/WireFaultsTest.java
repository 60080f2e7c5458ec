package ffrtmp.node;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.api.Test;

class WireFaultsTest {
  private static final String AKKA = "akka.actor.RepointableActorRef";
  private static final String FAULT =
      "Error in stage [akka.http.impl.engine.x]: no chunks in HTTP/1.0";

  private final WireFaults filter = new WireFaults();

  @Test
  void whatClientsDoWrongIsToldOnceAMinute() {
    assertThat(said(AKKA, FAULT, 0)).isEqualTo(FilterReply.NEUTRAL);
    assertThat(said(AKKA, FAULT, 59_999)).isEqualTo(FilterReply.DENY);
    assertThat(said(AKKA, FAULT, 60_000)).isEqualTo(FilterReply.NEUTRAL);
    assertThat(said(AKKA, FAULT, 60_001)).isEqualTo(FilterReply.DENY);
  }

  @Test
  void whateverElseFailsIsAlwaysTold() {
    assertThat(said(AKKA, FAULT, 0)).isEqualTo(FilterReply.NEUTRAL);
    assertThat(said(AKKA, "Error in stage [ffrtmp.http.x]: a bug", 1))
        .isEqualTo(FilterReply.NEUTRAL);
    assertThat(said("ffrtmp.http.Failures", FAULT, 1)).isEqualTo(FilterReply.NEUTRAL);
  }

  private FilterReply said(String logger, String message, long atMillis) {
    LoggingEvent event = new LoggingEvent();
    event.setLoggerName(logger);
    event.setLevel(Level.ERROR);
    event.setMessage(message);
    event.setTimeStamp(atMillis);
    return filter.decide(event);
  }
}
