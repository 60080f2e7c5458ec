package ffrtmp.http.access;

import ffrtmp.http.tls.CertificateNames;
import ffrtmp.http.tls.Fingerprint;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whose the certificates of clients are. That a certificate is genuine was found out at the
 * handshake; here it is only given a role. One that stands here by its fingerprint is found before
 * those that stand by name, else the first that fits counts.
 */
public final class Certificates {
  /** Nobody's. */
  public static final Certificates NONE = new Certificates(List.of());

  /**
   * One line of the list.
   *
   * @param certificate its SHA-256 fingerprint, or exactly its common name or one of its
   *     alternative ones
   */
  public record Entry(String certificate, Caller caller) {
    private boolean byFingerprint() {
      return Fingerprint.isOne(certificate);
    }
  }

  private final List<Entry> entries;

  public Certificates(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Empty: the certificate has no role here. */
  public Optional<Caller> callerOf(X509Certificate certificate) {
    String fingerprint = Fingerprint.of(certificate);
    Set<String> names = CertificateNames.of(certificate);
    return entries.stream()
        .filter(Entry::byFingerprint)
        .filter(entry -> Fingerprint.same(entry.certificate(), fingerprint))
        .findFirst()
        .or(() -> entries.stream().filter(entry -> names.contains(entry.certificate())).findFirst())
        .map(Entry::caller);
  }
}
