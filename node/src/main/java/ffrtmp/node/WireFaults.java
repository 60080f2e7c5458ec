package ffrtmp.node;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets one line a minute pass of those in which a stage inside of Akka HTTP tells, with its stack
 * and before anybody was asked for a key, what a client sent that it cannot use. What strangers do
 * must not fill the log; each of these is answered, and counted with the answers.
 */
final class WireFaults extends Filter<ILoggingEvent> {
  private static final String LOGGER = "akka.actor.RepointableActorRef";
  private static final String FAULT = "Error in stage [akka.http.";
  private static final long BETWEEN = Duration.ofMinutes(1).toMillis();

  private final AtomicLong quietUntil = new AtomicLong(Long.MIN_VALUE);

  @Override
  public FilterReply decide(ILoggingEvent event) {
    if (!event.getLoggerName().equals(LOGGER)) return FilterReply.NEUTRAL;
    if (!event.getFormattedMessage().startsWith(FAULT)) return FilterReply.NEUTRAL;
    long now = event.getTimeStamp();
    long until = quietUntil.get();
    boolean passes = now >= until && quietUntil.compareAndSet(until, now + BETWEEN);
    return passes ? FilterReply.NEUTRAL : FilterReply.DENY;
  }
}
