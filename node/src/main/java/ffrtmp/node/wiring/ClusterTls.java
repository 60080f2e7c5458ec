package ffrtmp.node.wiring;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import ffrtmp.http.tls.TlsFiles;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * TLS between the nodes, in Akka's words: each shows a certificate, each asks for the other's, and
 * the two must have a name in common. The files are read again as they change.
 */
final class ClusterTls {
  private static final String ENGINE = "akka.remote.artery.ssl.rotating-keys-engine.";

  private ClusterTls() {}

  /** No key at all for {@code null}, which is no TLS. */
  static Config config(@Nullable TlsFiles files) {
    if (files == null || files.authorities() == null) return ConfigFactory.empty();
    return ConfigFactory.parseMap(
        Map.of(
            "akka.remote.artery.transport",
            "tls-tcp",
            "akka.remote.artery.ssl.ssl-engine-provider",
            "akka.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider",
            ENGINE + "cert-file",
            files.certificate().toAbsolutePath().toString(),
            ENGINE + "key-file",
            files.key().toAbsolutePath().toString(),
            ENGINE + "ca-cert-file",
            files.authorities().toAbsolutePath().toString(),
            ENGINE + "protocol",
            "TLSv1.3",
            ENGINE + "enabled-algorithms",
            List.of("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"),
            ENGINE + "ssl-context-cache-ttl",
            "1m"));
  }
}
