package ffrtmp.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** UUIDs as RFC 9562 writes and derives them. */
final class Uuids {
  private static final Pattern FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /** The name space of the ids that come from idempotency keys; a constant for ever. */
  private static final UUID SPACE = UUID.fromString("6f0b3c52-6a6e-5d0c-9d0e-3b1f1a0c7f2b");

  private Uuids() {}

  /** Only the full form: the JDK also reads {@code 1-1-1-1-1}. */
  static Optional<UUID> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
  }

  /** Version 5: the same names give the same id, other names another. */
  static UUID of(List<String> names) {
    MessageDigest digest = sha1();
    digest.update(bytes(SPACE));
    for (String name : names) {
      byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
      // each name's length goes first, so that no two lists of names run together
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
      digest.update(utf8);
    }
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    long high = (hash.getLong() & ~0xF000L) | 0x5000L;
    long low = (hash.getLong() & ~(3L << 62)) | (1L << 63);
    return new UUID(high, low);
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
