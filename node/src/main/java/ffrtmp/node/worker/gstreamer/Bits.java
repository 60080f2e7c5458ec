package ffrtmp.node.worker.gstreamer;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rates as ffmpeg writes them, {@code 2500k}. */
final class Bits {
  private static final Pattern RATE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)([kmg]?)");

  private Bits() {}

  static boolean readable(String rate) {
    return RATE.matcher(rate.toLowerCase(Locale.ROOT)).matches() && of(rate) <= Integer.MAX_VALUE;
  }

  /** Bits per second. */
  static long of(String rate) {
    Matcher matcher = RATE.matcher(rate.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) throw new IllegalArgumentException("no rate: " + rate);
    double unit =
        switch (matcher.group(2)) {
          case "k" -> 1e3;
          case "m" -> 1e6;
          case "g" -> 1e9;
          default -> 1;
        };
    return Math.round(Double.parseDouble(matcher.group(1)) * unit);
  }
}
