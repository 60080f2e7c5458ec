package ffrtmp.node.wiring;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import ffrtmp.http.tls.TlsFiles;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the API speaks TLS.
 *
 * @param mutual whether clients must show a certificate of the authorities
 */
public record ApiTls(TlsFiles files, boolean mutual) {
  /** The same as the edge's own keys; none of them for {@code null}, which is no TLS. */
  static Config config(@Nullable ApiTls tls) {
    if (tls == null) return ConfigFactory.empty();
    String authorities =
        tls.files().authorities() == null ? "" : String.valueOf(tls.files().authorities());
    return ConfigFactory.parseMap(
        Map.of(
            "ffrtmp.http.tls.enabled", true,
            "ffrtmp.http.tls.certificate", tls.files().certificate().toString(),
            "ffrtmp.http.tls.key", tls.files().key().toString(),
            "ffrtmp.http.tls.authorities", authorities,
            "ffrtmp.http.tls.mutual", tls.mutual()));
  }
}
