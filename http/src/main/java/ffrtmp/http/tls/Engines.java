package ffrtmp.http.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Makes the engines of connections, from one state of the files. */
final class Engines {
  private final SSLContext context;
  private final SSLParameters parameters;
  private final X509Certificate certificate;

  private Engines(SSLContext context, SSLParameters parameters, X509Certificate certificate) {
    this.context = context;
    this.parameters = parameters;
    this.certificate = certificate;
  }

  /**
   * @throws TlsException when the files, or the settings, cannot be used
   */
  static Engines read(TlsSettings settings) {
    Identity identity = Identity.read(settings.files());
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(identity), trust(settings), null);
      return new Engines(context, parameters(context, settings), identity.certificate());
    } catch (GeneralSecurityException | IOException e) {
      throw new TlsException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  SSLEngine next() {
    return engine(false);
  }

  SSLEngine nextClient() {
    return engine(true);
  }

  X509Certificate certificate() {
    return certificate;
  }

  private SSLEngine engine(boolean client) {
    SSLEngine engine = context.createSSLEngine();
    // first: it resets what belongs to the other side
    engine.setUseClientMode(client);
    engine.setSSLParameters(parameters);
    return engine;
  }

  Instant end() {
    return certificate.getNotAfter().toInstant();
  }

  /** For the log: whose it is, by what it is known, and how long it lasts. */
  String description() {
    return "the certificate of %s, until %s, SHA-256 fingerprint %s"
        .formatted(
            certificate.getSubjectX500Principal().getName(), end(), Fingerprint.of(certificate));
  }

  static javax.net.ssl.KeyManager[] keys(Identity identity)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    char[] none = new char[0];
    store.setKeyEntry(
        "server", identity.key(), none, identity.chain().toArray(X509Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, none);
    return factory.getKeyManagers();
  }

  private static TrustManager @Nullable [] trust(TlsSettings settings)
      throws GeneralSecurityException, IOException {
    var authorities = settings.files().authorities();
    return settings.mutual() && authorities != null ? trust(authorities) : null;
  }

  static TrustManager[] trust(Path authorities) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    List<X509Certificate> trusted = Pem.certificates(authorities);
    for (int i = 0; i < trusted.size(); i++) {
      store.setCertificateEntry("authority-" + i, trusted.get(i));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static SSLParameters parameters(SSLContext context, TlsSettings settings) {
    Set<String> known = Set.of(context.getSupportedSSLParameters().getCipherSuites());
    String[] suites =
        settings.cipherSuites().stream().filter(known::contains).toArray(String[]::new);
    if (suites.length == 0) throw new TlsException("none of the cipher suites is known here");
    SSLParameters parameters = context.getDefaultSSLParameters();
    parameters.setProtocols(settings.protocols().toArray(String[]::new));
    parameters.setCipherSuites(suites);
    parameters.setUseCipherSuitesOrder(true);
    if (settings.mutual()) parameters.setNeedClientAuth(true);
    return parameters;
  }
}
