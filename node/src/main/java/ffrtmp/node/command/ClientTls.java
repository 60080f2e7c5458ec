package ffrtmp.node.command;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whom a worker trusts, and who it is, when it speaks to its master. */
final class ClientTls {
  private ClientTls() {}

  /**
   * @param authorities PEM; absent: those of the JVM
   * @param skipVerify trust whatever is shown
   */
  static SSLContext context(@Nullable Path authorities, boolean skipVerify) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          null, skipVerify ? new TrustManager[] {new Anybody()} : trust(authorities), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new UsageException("TLS cannot be had: " + e.getMessage());
    }
  }

  private static TrustManager @Nullable [] trust(@Nullable Path authorities)
      throws GeneralSecurityException {
    if (authorities == null) return null;
    try (InputStream pem = Files.newInputStream(authorities)) {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(pem);
      if (all.isEmpty()) throw new UsageException("--ca: no certificate in " + authorities);
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate each : all) store.setCertificateEntry("ca-" + number++, each);
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (NoSuchFileException e) {
      throw new UsageException("--ca: there is no file " + authorities);
    } catch (IOException | CertificateException e) {
      throw new UsageException("--ca: " + authorities + " cannot be read: " + e.getMessage());
    }
  }

  /** Extended, since the JVM adds a check of the host's name to a plain one. */
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
