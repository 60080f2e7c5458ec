package ffrtmp.http.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * The secrets of keys: 256 random bits each, so that a plain SHA-256 of one cannot be turned round.
 */
final class Secret {
  private static final int BYTES = 32;
  private static final int ID_LENGTH = 10;
  private static final String ID_CHARACTERS = "abcdefghjkmnpqrstvwxyz0123456789";

  private Secret() {}

  static String create(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static String createId(RandomGenerator random) {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(ID_CHARACTERS.charAt(random.nextInt(ID_CHARACTERS.length())));
    }
    return id.toString();
  }

  static String sha256(String secret) {
    return HexFormat.of().formatHex(digest(secret));
  }

  static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
