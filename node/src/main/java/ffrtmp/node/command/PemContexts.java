package ffrtmp.node.command;

import ffrtmp.http.tls.ClientTls;
import ffrtmp.http.tls.TlsException;
import ffrtmp.ops.client.wire.TlsContexts;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The commands' TLS is read as a worker's is. */
public final class PemContexts implements TlsContexts {
  @Override
  public SSLContext open(
      @Nullable Path certificate,
      @Nullable Path key,
      @Nullable Path authorities,
      boolean trustAnybody) {
    try {
      return new ClientTls(certificate, key, authorities, trustAnybody).context();
    } catch (TlsException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
