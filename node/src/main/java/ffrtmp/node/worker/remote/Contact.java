package ffrtmp.node.worker.remote;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator that the master is out of reach, and that it is back: one line for each, and
 * not more than one a minute for the same trouble, however often it is tried. Thread-safe.
 */
final class Contact {
  private static final Logger log = LoggerFactory.getLogger(Contact.class);
  private static final Duration QUIET = Duration.ofMinutes(1);

  private final String master;
  private final LongSupplier nanos;
  private @Nullable String lastSaid;
  private long saidAt;
  private long lostAt;
  private boolean lost;
  private boolean said;

  Contact(String master, LongSupplier nanos) {
    this.master = master;
    this.nanos = nanos;
  }

  synchronized void lost(String why) {
    long now = nanos.getAsLong();
    if (!lost) lostAt = now;
    lost = true;
    if (why.equals(lastSaid) && now - saidAt < QUIET.toNanos()) {
      log.debug("master {}: {}", master, why);
      return;
    }
    lastSaid = why;
    saidAt = now;
    said = true;
    log.warn("master {}: {}; it is tried again", master, why);
  }

  synchronized void found() {
    if (said) {
      long away = Duration.ofNanos(nanos.getAsLong() - lostAt).toSeconds();
      log.info("master {} answers again, after {} s", master, away);
    }
    lost = false;
    said = false;
  }
}
