package ffrtmp.http.tls;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What one certificate says of itself.
 *
 * @param subject whose it is
 * @param from when it begins
 * @param until when it ends; with those that vouch for it in the same file, the first of these ends
 * @param names hosts and addresses for which it stands
 */
public record CertificateFacts(String subject, Instant from, Instant until, Set<String> names) {
  public CertificateFacts {
    names = Set.copyOf(names);
  }

  /**
   * Of the certificate that these files show.
   *
   * @throws TlsException when a file cannot be used, or key and certificate do not belong together
   */
  public static CertificateFacts identity(TlsFiles files) {
    Identity identity = Identity.read(files);
    CertificateFacts own = of(identity.certificate());
    Instant first =
        identity.chain().stream()
            .map(certificate -> certificate.getNotAfter().toInstant())
            .min(Instant::compareTo)
            .orElse(own.until());
    return new CertificateFacts(own.subject(), own.from(), first, own.names());
  }

  /**
   * Of each authority in the file, at least one.
   *
   * @throws TlsException when it cannot be used
   */
  public static List<CertificateFacts> authorities(Path file) {
    return Pem.certificates(file).stream().map(CertificateFacts::of).toList();
  }

  private static CertificateFacts of(X509Certificate certificate) {
    return new CertificateFacts(
        certificate.getSubjectX500Principal().getName(),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        CertificateNames.alternative(certificate));
  }

  /** Whether it stands for this host or address, by a wildcard too. */
  public boolean covers(String host) {
    String wanted = host.toLowerCase(Locale.ROOT);
    int dot = wanted.indexOf('.');
    String wildcard = dot > 0 && !HostNames.isAddress(wanted) ? "*" + wanted.substring(dot) : "";
    return names.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .anyMatch(name -> name.equals(wanted) || name.equals(wildcard));
  }
}
