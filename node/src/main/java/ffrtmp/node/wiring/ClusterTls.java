package ffrtmp.node.wiring;

import akka.actor.ActorSystem;
import akka.actor.Cancellable;
import akka.remote.artery.tcp.SSLEngineProvider;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import ffrtmp.http.tls.CertificateNames;
import ffrtmp.http.tls.ServerTls;
import ffrtmp.http.tls.TlsFiles;
import ffrtmp.http.tls.TlsSettings;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * TLS between the nodes, from the same files in the same way as the API's: read again as they
 * change, whole chains, every kind of key. (Akka's own provider for PEM files reads no PKCS#8 key
 * but RSA.) Each node shows its certificate and asks for the other's, and the two must have a name
 * in common: an authority may vouch for others than nodes.
 */
public final class ClusterTls implements SSLEngineProvider {
  private static final String FILES = "ffrtmp.cluster.tls";
  private static final String LIKE_THE_API = "ffrtmp.http.tls";

  private final ServerTls tls;

  /** Akka makes the one instance, by name. */
  public ClusterTls(ActorSystem system) {
    Config config = system.settings().config();
    Config files = config.getConfig(FILES).withFallback(config.getConfig(LIKE_THE_API));
    TlsSettings settings = TlsSettings.from(files).orElseThrow();
    tls = ServerTls.open(settings, Clock.systemUTC());
    Cancellable unused =
        system
            .getScheduler()
            .scheduleWithFixedDelay(
                settings.lookEvery(), settings.lookEvery(), tls::look, system.dispatcher());
  }

  /** What Akka needs to know; no key at all for {@code null}, which is no TLS. */
  static Config config(@Nullable TlsFiles files) {
    if (files == null || files.authorities() == null) return ConfigFactory.empty();
    return ConfigFactory.parseMap(
        Map.of(
            "akka.remote.artery.transport",
            "tls-tcp",
            "akka.remote.artery.ssl.ssl-engine-provider",
            ClusterTls.class.getName(),
            FILES + ".enabled",
            true,
            FILES + ".mutual",
            true,
            FILES + ".certificate",
            files.certificate().toString(),
            FILES + ".key",
            files.key().toString(),
            FILES + ".authorities",
            files.authorities().toString()));
  }

  @Override
  public SSLEngine createServerSSLEngine(String hostname, int port) {
    return tls.engine();
  }

  @Override
  public SSLEngine createClientSSLEngine(String hostname, int port) {
    return tls.clientEngine();
  }

  @Override
  public Option<Throwable> verifyClientSession(String hostname, SSLSession session) {
    return verify(hostname, session);
  }

  @Override
  public Option<Throwable> verifyServerSession(String hostname, SSLSession session) {
    return verify(hostname, session);
  }

  private Option<Throwable> verify(String hostname, SSLSession session) {
    try {
      Certificate[] shown = session.getPeerCertificates();
      Set<String> own = CertificateNames.of(tls.certificate());
      boolean related =
          shown[0] instanceof X509Certificate peer
              && !Collections.disjoint(own, CertificateNames.of(peer));
      return related
          ? Option.empty()
          : Option.apply(
              new SSLPeerUnverifiedException(
                  "the certificate of " + hostname + " has no name in common with ours: no node"));
    } catch (SSLPeerUnverifiedException e) {
      return Option.apply(e);
    }
  }
}
