package ffrtmp.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import ffrtmp.http.access.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells who asks. With a key configured, a request must present it as {@code Authorization: Bearer}
 * or {@code X-API-Key}; digests are compared, in constant time, so that neither the key's length
 * nor its beginning can be found out by measuring.
 */
final class KeyCheck {
  private static final String BEARER = "bearer ";

  private final byte @Nullable [] expected;

  KeyCheck(@Nullable String key) {
    expected = key == null ? null : digest(key);
  }

  /** Who asks; empty: not allowed in. */
  Optional<Caller> caller(HttpRequest request) {
    if (expected == null) return Optional.of(Caller.ANYBODY);
    byte[] wanted = expected;
    return presented(request)
        .filter(key -> MessageDigest.isEqual(digest(key), wanted))
        .map(key -> Caller.MASTER);
  }

  private static Optional<String> presented(HttpRequest request) {
    Optional<String> own = request.getHeader("X-API-Key").map(HttpHeader::value);
    return own.isPresent()
        ? own
        : request
            .getHeader("Authorization")
            .map(HttpHeader::value)
            .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
            .map(value -> value.substring(BEARER.length()).trim());
  }

  private static byte[] digest(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
