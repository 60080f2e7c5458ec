package ffrtmp.protocol.stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonCreator.Mode;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/** Names one log source: 1 to 64 of {@code a-z A-Z 0-9 . _ -}, beginning with a letter or digit. */
public record SourceName(String value) {
  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}");
  private static final int NUMBER_BITS = 32;
  private static final long NAME_MASK = (1L << 20) - 1;

  /**
   * @throws IllegalArgumentException when the name has another form
   */
  @JsonCreator(mode = Mode.DELEGATING)
  public SourceName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a source's name is 1 to 64 of a-z A-Z 0-9 . _ -, beginning with a letter or digit");
    }
  }

  /** Empty where the text has another form. */
  public static Optional<SourceName> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new SourceName(text)) : Optional.empty();
  }

  @JsonValue
  @Override
  public String value() {
    return value;
  }

  /**
   * The id that the API shows for the source's {@code number}th session or download: below 2^52, so
   * that every JSON reader keeps it exactly. Two names share an id space by a chance of one in a
   * million; a source whose name collides with a known one is refused when it is opened.
   *
   * @param number 1 to 2^32 - 1, counted by the source
   */
  public long id(long number) {
    return space() << NUMBER_BITS | number;
  }

  /** What the ids of this source begin with: 20 bits of the name's CRC-32. */
  public long space() {
    CRC32 crc = new CRC32();
    crc.update(value.getBytes(StandardCharsets.US_ASCII));
    return crc.getValue() & NAME_MASK;
  }

  @Override
  public String toString() {
    return value;
  }
}
