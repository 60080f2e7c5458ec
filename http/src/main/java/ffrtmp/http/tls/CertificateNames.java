package ffrtmp.http.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** The names that a certificate vouches for. */
public final class CertificateNames {
  private CertificateNames() {}

  /** Its common names and its alternative ones: hosts, addresses, mail addresses, URIs. */
  public static Set<String> of(X509Certificate certificate) {
    Set<String> names = alternative(certificate);
    try {
      for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        if (part.getType().equalsIgnoreCase("CN")) names.add(String.valueOf(part.getValue()));
      }
    } catch (InvalidNameException e) {
      throw new TlsException("the subject of a certificate cannot be read", e);
    }
    return names;
  }

  static Set<String> alternative(X509Certificate certificate) {
    Set<String> names = new TreeSet<>();
    try {
      var found = certificate.getSubjectAlternativeNames();
      if (found == null) return names;
      for (List<?> name : found) {
        if (name.get(1) instanceof String text) names.add(text);
      }
      return names;
    } catch (CertificateParsingException e) {
      throw new TlsException("the names of a certificate cannot be read", e);
    }
  }
}
