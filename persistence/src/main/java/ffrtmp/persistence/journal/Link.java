package ffrtmp.persistence.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One link of the chain over an entity's events: the SHA-256 of the link before and of the event as
 * it is stored. Whoever changes, removes, or moves an event breaks every link from there on. All of
 * it is text, so that {@code sha256sum} can check it.
 *
 * @param hex 64 digits, lower case
 */
public record Link(String hex) {
  private static final int HEX_CHARS = 64;
  private static final byte[] BEFORE =
      ",\"chain\":\"".getBytes(StandardCharsets.US_ASCII); // follows the last member of the event
  private static final byte[] AFTER = "\"}".getBytes(StandardCharsets.US_ASCII);
  private static final int TAIL = BEFORE.length + HEX_CHARS + AFTER.length;

  /** What stands before an entity's first event: the SHA-256 of its journal's name. */
  public static Link first(String persistenceId) {
    MessageDigest sha = sha256();
    sha.update(persistenceId.getBytes(StandardCharsets.UTF_8));
    return of(sha);
  }

  /**
   * The link of the next event.
   *
   * @param serializer of the event, with {@code manifest} as the journal has them
   * @param event its bytes without a link
   */
  public Link next(int serializer, String manifest, byte[] event) {
    MessageDigest sha = begun(serializer, manifest);
    sha.update(event);
    return of(sha);
  }

  /** The same of an event that is stored with a link, which is not counted in. */
  public Link nextOfStored(int serializer, String manifest, byte[] stored) {
    MessageDigest sha = begun(serializer, manifest);
    sha.update(stored, 0, stored.length - TAIL);
    sha.update((byte) '}');
    return of(sha);
  }

  /** The link that is stored with an event; absent: it has none. */
  public static @Nullable Link in(byte[] stored) {
    int at = stored.length - TAIL;
    if (at < 1 || !has(stored, at, BEFORE) || !has(stored, stored.length - AFTER.length, AFTER)) {
      return null;
    }
    int first = at + BEFORE.length;
    for (int i = first; i < first + HEX_CHARS; i++) {
      if (!isDigit(stored[i])) return null;
    }
    return new Link(new String(stored, first, HEX_CHARS, StandardCharsets.US_ASCII));
  }

  /** An event that is stored with a link, as it was before it got one. */
  public static byte[] without(byte[] stored) {
    byte[] event = Arrays.copyOf(stored, stored.length - TAIL + 1);
    event[event.length - 1] = '}';
    return event;
  }

  /** The event as it is stored: its JSON, with this link as the last member. */
  byte[] within(byte[] event) {
    int last = event.length - 1;
    if (last < 1 || event[last] != '}') {
      throw new IllegalArgumentException("A link needs a JSON object to stand in");
    }
    byte[] stored = new byte[last + TAIL];
    System.arraycopy(event, 0, stored, 0, last);
    System.arraycopy(BEFORE, 0, stored, last, BEFORE.length);
    byte[] digits = hex.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, stored, last + BEFORE.length, HEX_CHARS);
    System.arraycopy(AFTER, 0, stored, stored.length - AFTER.length, AFTER.length);
    return stored;
  }

  private MessageDigest begun(int serializer, String manifest) {
    MessageDigest sha = sha256();
    sha.update((hex + serializer + manifest + '\n').getBytes(StandardCharsets.UTF_8));
    return sha;
  }

  private static boolean isDigit(byte character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
  }

  private static boolean has(byte[] bytes, int at, byte[] what) {
    for (int i = 0; i < what.length; i++) {
      if (bytes[at + i] != what[i]) return false;
    }
    return true;
  }

  private static Link of(MessageDigest sha) {
    return new Link(HexFormat.of().formatHex(sha.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
