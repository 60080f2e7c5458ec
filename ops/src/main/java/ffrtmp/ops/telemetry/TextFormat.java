package ffrtmp.ops.telemetry;

import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.metric.Reading;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prometheus' text format, version 0.0.4. */
final class TextFormat {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** Whole numbers up to here are exact in a double. */
  private static final double EXACT = 1L << 53;

  private TextFormat() {}

  /**
   * One family: its head, then its series.
   *
   * @param series by their {@link #labels}
   */
  static void family(StringBuilder to, Metric metric, Map<String, Reading> series) {
    String name = metric.text();
    String kind = metric.kind().name().toLowerCase(Locale.ROOT);
    to.append("# HELP ").append(name).append(' ').append(escapedHelp(metric.help())).append('\n');
    to.append("# TYPE ").append(name).append(' ').append(kind).append('\n');
    series.forEach(
        (labels, reading) -> {
          if (reading instanceof Reading.Value value) {
            sample(to, name, labels, number(value.value()));
          } else {
            distribution(to, name, labels, (Reading.Distribution) reading);
          }
        });
  }

  private static void distribution(
      StringBuilder to, String name, String labels, Reading.Distribution reading) {
    long count = 0;
    for (int i = 0; i < reading.counts().size(); i++) {
      count += reading.counts().get(i);
      String bound = i < reading.bounds().size() ? number(reading.bounds().get(i)) : "+Inf";
      String le = "le=\"" + bound + '"';
      String all = labels.isEmpty() ? le : labels + ',' + le;
      sample(to, name + "_bucket", all, Long.toString(count));
    }
    sample(to, name + "_sum", labels, number(reading.sum()));
    sample(to, name + "_count", labels, Long.toString(count));
  }

  private static void sample(StringBuilder to, String name, String labels, String value) {
    to.append(name);
    if (!labels.isEmpty()) to.append('{').append(labels).append('}');
    to.append(' ').append(value).append('\n');
  }

  /** The labels as they stand between the braces. */
  static String labels(Reading reading) {
    List<String> names = reading.metric().labels();
    List<String> values = reading.labels();
    if (names.size() != values.size()) {
      throw new IllegalArgumentException(
          reading.metric() + " has labels " + names + " and was told with " + values);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      if (i > 0) text.append(',');
      text.append(names.get(i)).append("=\"").append(escaped(values.get(i))).append('"');
    }
    return text.toString();
  }

  /** Plain digits wherever that loses nothing: {@code 100}, not {@code 100.0}. */
  static String number(double value) {
    if (Double.isNaN(value)) return "NaN";
    if (Double.isInfinite(value)) return value > 0 ? "+Inf" : "-Inf";
    if (value == Math.rint(value) && Math.abs(value) <= EXACT) return Long.toString((long) value);
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static String escaped(String value) {
    return escapedHelp(value).replace("\"", "\\\"");
  }

  private static String escapedHelp(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n");
  }
}
