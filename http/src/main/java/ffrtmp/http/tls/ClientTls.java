package ffrtmp.http.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * How a client speaks TLS: who it is, and whom it trusts.
 *
 * @param certificate PEM, its own first; absent, as is {@code key}: it is nobody
 * @param authorities PEM; absent: those that the JVM trusts
 * @param trustAnybody whatever certificate a server shows, and whatever host it is for
 */
public record ClientTls(
    @Nullable Path certificate,
    @Nullable Path key,
    @Nullable Path authorities,
    boolean trustAnybody) {

  /**
   * Reads the files.
   *
   * @throws TlsException when one cannot be used
   */
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(), trust(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new TlsException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  private KeyManager @Nullable [] keys() throws GeneralSecurityException, IOException {
    if (certificate == null || key == null) return null;
    return Engines.keys(Identity.read(new TlsFiles(certificate, key, null)));
  }

  private TrustManager @Nullable [] trust() throws GeneralSecurityException, IOException {
    if (trustAnybody) return new TrustManager[] {new Anybody()};
    return authorities == null ? null : Engines.trust(authorities);
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
