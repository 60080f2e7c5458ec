package ffrtmp.http.tls;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of TLS lie, each a PEM file.
 *
 * @param certificate our own first, then those that vouch for it
 * @param key its private key, without a password: PKCS#8, PKCS#1 or SEC 1
 * @param authorities those whose certificates we take; absent: nobody's are asked for
 */
public record TlsFiles(Path certificate, Path key, @Nullable Path authorities) {
  List<Path> all() {
    return Stream.of(certificate, key, authorities).filter(Objects::nonNull).toList();
  }
}
