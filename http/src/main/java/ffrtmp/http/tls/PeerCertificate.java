package ffrtmp.http.tls;

import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpRequest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** The certificate that a client showed; it was held against our authorities at the handshake. */
public final class PeerCertificate {
  private PeerCertificate() {}

  /** Empty without TLS, and where none was asked for. */
  public static Optional<X509Certificate> of(HttpRequest request) {
    return request.getAttribute(AttributeKeys.sslSession).flatMap(info -> of(info.getSession()));
  }

  private static Optional<X509Certificate> of(SSLSession session) {
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain[0] instanceof X509Certificate own ? Optional.of(own) : Optional.empty();
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }
}
