package ffrtmp.ops.client.wire;

import java.net.URI;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Which server, and how it is spoken to.
 *
 * @param base {@code http} or {@code https}, perhaps with a path before all others
 * @param key absent: none is shown
 * @param tls absent: that of the JVM
 */
public record Address(URI base, @Nullable String key, @Nullable SSLContext tls) {
  /** The same without the key, for whatever prints it. */
  @Override
  public String toString() {
    return base + (key == null ? "" : " with a key");
  }
}
