package ffrtmp.ops.client;

import java.util.Arrays;
import java.util.regex.Pattern;

/** Reads {@code -name} as {@code --name}, as the scripts of the replaced system write it. */
public final class GoStyle {
  private static final Pattern SINGLE_DASH =
      Pattern.compile("-[a-z][a-z0-9-]+(=.*)?", Pattern.DOTALL);

  private GoStyle() {}

  public static String[] normalise(String[] args) {
    return Arrays.stream(args)
        .map(arg -> SINGLE_DASH.matcher(arg).matches() ? "-" + arg : arg)
        .toArray(String[]::new);
  }
}
