package ffrtmp.http.tls;

import akka.actor.Cancellable;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of TLS. The files are looked at now and then: what changed in them is what the
 * next connection gets, and what cannot be used is complained about once while the former goes on.
 */
public final class ServerTls {
  private static final Logger log = LoggerFactory.getLogger(ServerTls.class);
  private static final Duration BETWEEN_WARNINGS = Duration.ofDays(1);

  private final TlsSettings settings;
  private final Clock clock;
  private volatile Engines engines;
  private List<FileStamp> loaded;
  private List<FileStamp> seen;
  private @Nullable Instant warned;

  private ServerTls(TlsSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    loaded = FileStamp.of(settings.files());
    seen = loaded;
    engines = Engines.read(settings);
  }

  /**
   * Reads the files.
   *
   * @throws TlsException when they cannot be used, in a line
   */
  public static ServerTls open(TlsSettings settings, Clock clock) {
    ServerTls tls = new ServerTls(settings, clock);
    log.info("TLS with {}", tls.engines.description());
    tls.warnOfTheEnd();
    return tls;
  }

  /** One for a new connection. */
  public SSLEngine engine() {
    return engines.next();
  }

  /** One for a connection to another server of the same kind, to which the certificate is shown. */
  public SSLEngine clientEngine() {
    return engines.nextClient();
  }

  /** What is shown at present. */
  public X509Certificate certificate() {
    return engines.certificate();
  }

  /** Looks at the files from now on, until the system ends. */
  public void watch(ActorSystem<?> system) {
    Cancellable unused =
        system
            .scheduler()
            .scheduleWithFixedDelay(
                settings.lookEvery(),
                settings.lookEvery(),
                this::look,
                system.dispatchers().lookup(DispatcherSelector.blocking()));
  }

  /** One look. What changes is taken when it rests, since key and certificate are two files. */
  public synchronized void look() {
    List<FileStamp> now = FileStamp.of(settings.files());
    boolean rests = now.equals(seen);
    seen = now;
    if (rests && !now.equals(loaded)) load(now);
    warnOfTheEnd();
  }

  private void load(List<FileStamp> now) {
    loaded = now;
    try {
      engines = Engines.read(settings);
      warned = null;
      log.info("TLS changed, new connections get {}", engines.description());
    } catch (TlsException e) {
      log.error("TLS stays as it was: {}", e.getMessage());
    }
  }

  private synchronized void warnOfTheEnd() {
    Instant now = clock.instant();
    Instant end = engines.end();
    if (now.plus(settings.expiryWarning()).isBefore(end)) return;
    if (warned != null && now.isBefore(warned.plus(BETWEEN_WARNINGS))) return;
    warned = now;
    if (now.isBefore(end)) log.warn("the certificate of TLS ends at {}: renew it", end);
    else log.error("the certificate of TLS ended at {}: clients refuse it", end);
  }
}
