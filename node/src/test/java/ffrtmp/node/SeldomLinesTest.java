package ffrtmp.node;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SeldomLinesTest {
  @Test
  void oneLineIsWrittenAndTheOthersOfThatTimeAreLeftOut() {
    AtomicLong nanos = new AtomicLong();
    LoggerContext context = new LoggerContext();
    context.addTurboFilter(new SeldomLines("noisy", Duration.ofNanos(100), nanos::get));
    ListAppender<ILoggingEvent> written = new ListAppender<>();
    written.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(written);
    Logger noisy = context.getLogger("noisy");
    Logger other = context.getLogger("other");

    for (int i = 0; i < 5; i++) noisy.error("failed {}", i);
    assertThat(noisy.isErrorEnabled()).as("to ask costs nothing").isTrue();
    other.error("mine");
    nanos.set(100);
    noisy.error("failed again");

    assertThat(written.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("failed 0", "mine", "4 lines like the next were left out", "failed again");
  }
}
