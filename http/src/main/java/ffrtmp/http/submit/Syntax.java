package ffrtmp.http.submit;

import java.util.regex.Pattern;

/** Forms of text that parameters have; each tells people what it wants. */
enum Syntax {
  /** Bits per second as ffmpeg writes it, above 0. */
  BITRATE(
      "(?=.*[1-9])\\d{1,9}(\\.\\d{1,6})?[kKmM]?|(?=.*[1-9])\\d{1,2}(\\.\\d{1,6})?G",
      16,
      "must be bits per second, such as 2500k or 5M"),
  /** {@code WIDTHxHEIGHT}, each 16 to 16384, or a height such as {@code 720p}. */
  RESOLUTION("\\d{2,5}x\\d{2,5}|\\d{2,4}p", 11, "must be such as 1280x720 or 720p"),
  /** A codec's family or an encoder's own name. */
  CODEC("[a-z0-9][a-z0-9_-]*", 48, "must be a codec such as h264, or an encoder's name"),
  /** A word of an encoder's options. */
  WORD("[A-Za-z0-9][A-Za-z0-9_.-]*", 48, "must be one word of letters, digits, _ . -"),
  /** A name of a capability or of a label. */
  NAME("[A-Za-z0-9][A-Za-z0-9_./-]*", 128, "must be a name of letters, digits, _ . / -"),
  /** A stream's key: it becomes part of an address, so no space may be in it. */
  KEY("[!-~]+", 512, "must be visible ASCII characters without spaces"),
  /** A name that one start of a worker gives itself. */
  INCARNATION("[!-~]+", 128, "must be visible ASCII characters without spaces");

  private final Pattern pattern;
  private final int longest;
  private final String form;

  Syntax(String pattern, int longest, String form) {
    this.pattern = Pattern.compile(pattern);
    this.longest = longest;
    this.form = form;
  }

  boolean fits(String text) {
    return text.length() <= longest && pattern.matcher(text).matches();
  }

  int longest() {
    return longest;
  }

  String form() {
    return form;
  }
}
