package ffrtmp.http.access;

import java.util.Set;
import java.util.regex.Pattern;

/** How key holders, tenants and key ids may be called. */
public final class Names {
  /** What a name has to be, in words. */
  public static final String FORM =
      "1 to 64 of the characters a-z A-Z 0-9 . _ @ -, the first a letter or digit";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
  private static final Pattern ID = Pattern.compile("[a-z0-9]{4,32}");

  /** Names that the audit gives to those without a key of the file. */
  private static final Set<String> TAKEN = Set.of("anonymous", "api-key", "scheduler");

  private Names() {}

  /** Whether a key holder may be called so. */
  public static boolean isHolder(String text) {
    return isName(text) && !TAKEN.contains(text);
  }

  /** Whether a tenant or a node may be called so. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }
}
