package ffrtmp.ops.client.wire;

import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Makes the TLS of a client out of PEM files. */
public interface TlsContexts {
  /**
   * @param certificate who the client is; absent, as is {@code key}: nobody
   * @param authorities whom it trusts; absent: those that the JVM trusts
   * @param trustAnybody whatever certificate the server shows
   * @throws IllegalArgumentException when a file cannot be used; its message says which and why
   */
  SSLContext open(
      @Nullable Path certificate,
      @Nullable Path key,
      @Nullable Path authorities,
      boolean trustAnybody);
}
