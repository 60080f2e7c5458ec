package ffrtmp.ops.client.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.ops.client.Times;
import ffrtmp.ops.client.show.Units;
import ffrtmp.ops.client.wire.ClientFailure;
import ffrtmp.ops.client.wire.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs are meant. The server filters; what it sends is looked at again, since an old one
 * ignores what it does not know, and a bulk command must not meet the others.
 */
final class JobFilter {
  private static final Set<String> STATUSES =
      Set.of(
          "pending",
          "queued",
          "assigned",
          "processing",
          "paused",
          "completed",
          "failed",
          "canceled");
  private static final Set<String> NAMES =
      Set.of("status", "queue", "priority", "node_id", "scenario", "since");

  private final Map<String, Set<String>> wanted = new LinkedHashMap<>();
  private @Nullable Instant since;

  /** Takes pairs such as {@code status=queued}, of which one name may stand several times. */
  static JobFilter of(List<String> pairs, Instant now) {
    JobFilter filter = new JobFilter();
    for (String pair : pairs) {
      String[] parts = pair.split("=", 2);
      if (parts.length < 2 || !NAMES.contains(parts[0]) || parts[1].isEmpty()) throw noFilter(pair);
      filter.add(parts[0], parts[1], now);
    }
    return filter;
  }

  private static ClientFailure noFilter(String pair) {
    String names = NAMES.stream().sorted().collect(Collectors.joining(", "));
    return ClientFailure.usage(
        "'" + pair + "' is no filter", "a filter is NAME=VALUE; the names are " + names);
  }

  void add(String name, @Nullable String value, Instant now) {
    if (value == null) return;
    if (name.equals("since")) {
      since = Times.since("since", value, now);
      return;
    }
    for (String one : value.split(",", -1)) {
      if (name.equals("status") && !STATUSES.contains(one)) {
        throw ClientFailure.usage(
            "'" + one + "' is no status of a job",
            STATUSES.stream().sorted().collect(Collectors.joining(", ")));
      }
      Set<String> values = wanted.computeIfAbsent(name, n -> new LinkedHashSet<>());
      values.add(one);
      if (values.size() > 1 && !name.equals("status")) {
        throw ClientFailure.usage("only one " + name + " can be asked for", "");
      }
    }
  }

  boolean isEmpty() {
    return wanted.isEmpty() && since == null;
  }

  Query query() {
    Query query = new Query();
    wanted.forEach((name, values) -> values.forEach(value -> query.add(name, value)));
    return query.add("since", since);
  }

  boolean matches(JsonNode job) {
    boolean named =
        wanted.entrySet().stream()
            .allMatch(wish -> wish.getValue().contains(job.path(wish.getKey()).asText("")));
    if (!named || since == null) return named;
    Instant from = since;
    return Units.instant(job.path("created_at").asText(""))
        .map(created -> !created.isBefore(from))
        .orElse(false);
  }

  /** As a person would say it. */
  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    wanted.forEach((name, values) -> words.add(name + "=" + String.join(",", values)));
    if (since != null) words.add("since=" + since);
    return String.join(" ", words);
  }
}
