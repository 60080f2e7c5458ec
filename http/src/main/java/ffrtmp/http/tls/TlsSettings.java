package ffrtmp.http.tls;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the API speaks TLS.
 *
 * @param mutual whether clients must show a certificate of our authorities
 * @param protocols versions allowed, none below TLSv1.2
 * @param cipherSuites those allowed, best first; what this Java does not know is passed over
 * @param lookEvery how often the files are looked at for changes
 * @param expiryWarning how long before its end a certificate is complained about
 */
public record TlsSettings(
    TlsFiles files,
    boolean mutual,
    List<String> protocols,
    List<String> cipherSuites,
    Duration lookEvery,
    Duration expiryWarning) {
  private static final List<String> ALLOWED = List.of("TLSv1.3", "TLSv1.2");

  /**
   * @throws TlsException for a version of old, and for mutual TLS without authorities
   */
  public TlsSettings {
    protocols = List.copyOf(protocols);
    cipherSuites = List.copyOf(cipherSuites);
    if (protocols.isEmpty() || !ALLOWED.containsAll(protocols)) {
      throw new TlsException("protocols are of " + ALLOWED + ", not " + protocols);
    }
    if (mutual && files.authorities() == null) {
      throw new TlsException("mutual TLS needs the authorities whose certificates are taken");
    }
  }

  /** Reads the block {@code ffrtmp.http.tls}; empty when TLS is off. */
  public static Optional<TlsSettings> from(Config c) {
    if (!c.getBoolean("enabled")) return Optional.empty();
    String authorities = c.getString("authorities");
    return Optional.of(
        new TlsSettings(
            new TlsFiles(
                Path.of(c.getString("certificate")),
                Path.of(c.getString("key")),
                authorities.isEmpty() ? null : Path.of(authorities)),
            c.getBoolean("mutual"),
            c.getStringList("protocols"),
            c.getStringList("cipher-suites"),
            c.getDuration("look-every"),
            c.getDuration("expiry-warning")));
  }
}
