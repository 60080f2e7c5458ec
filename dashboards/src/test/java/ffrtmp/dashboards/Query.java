package ffrtmp.dashboards;

import ffrtmp.protocol.metric.Kind;
import ffrtmp.protocol.metric.Metric;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a PromQL expression names, as far as our expressions go. */
record Query(String expression) {
  private static final Pattern SELECTOR =
      Pattern.compile(
          "((?:scheduler_http|scheduler_sse|ffrtmp|lancache|qoe|ffmpeg)_\\w+)(\\{[^}]*})?");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"");
  private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without)\\s*\\(([^)]*)\\)");

  private static final Map<String, Metric> METRICS =
      Arrays.stream(Metric.values()).collect(Collectors.toMap(Metric::text, Function.identity()));

  /** What is wrong with it; empty: nothing. */
  Set<String> faults() {
    Set<String> faults = new TreeSet<>();
    Set<String> labels = new HashSet<>();
    Matcher selectors = SELECTOR.matcher(expression);
    boolean any = false;
    while (selectors.find()) {
      any = true;
      Optional<Metric> metric = metric(selectors.group(1));
      if (metric.isEmpty()) {
        faults.add("no metric " + selectors.group(1));
        continue;
      }
      Set<String> known = labels(metric.get(), selectors.group(1));
      labels.addAll(known);
      if (selectors.group(2) == null) continue;
      Matcher matchers = MATCHER.matcher(selectors.group(2));
      while (matchers.find()) {
        if (!known.contains(matchers.group(1))) {
          faults.add(selectors.group(1) + " has no label " + matchers.group(1));
        }
      }
    }
    if (!any) faults.add("it names no metric");
    for (String label : grouped()) {
      if (!labels.contains(label)) faults.add("nothing has the label " + label);
    }
    return faults;
  }

  /** The labels that are left of what it sums up. */
  Set<String> grouped() {
    Set<String> grouped = new TreeSet<>();
    Matcher groupings = GROUPING.matcher(expression);
    while (groupings.find()) {
      for (String label : groupings.group(1).split(",", -1)) grouped.add(label.strip());
    }
    return grouped;
  }

  private static Optional<Metric> metric(String name) {
    Metric plain = METRICS.get(name);
    if (plain != null && plain.kind() != Kind.HISTOGRAM) return Optional.of(plain);
    return Optional.ofNullable(METRICS.get(name.replaceFirst("_(bucket|sum|count)$", "")))
        .filter(metric -> metric.kind() == Kind.HISTOGRAM && !name.equals(metric.text()));
  }

  private static Set<String> labels(Metric metric, String name) {
    Set<String> labels = new HashSet<>(metric.labels());
    if (name.endsWith("_bucket")) labels.add("le");
    return labels;
  }
}
