package ffrtmp.node.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Fifty jobs of every queue, real and empty ones, and what must be true of them at the end. */
final class Burst {
  private static final int JOBS = 50;
  private static final List<String> QUEUES = List.of("live", "default", "batch");

  private final List<String> ids = new ArrayList<>();

  /** Submits them all: every fifth encodes two seconds of a test picture, the others only wait. */
  void submit(ApiClient api) throws Exception {
    for (int i = 0; i < JOBS; i++) ids.add(api.submit(job(i)));
  }

  private static String job(int i) {
    String queue = QUEUES.get(i % QUEUES.size());
    if (i % 5 == 0) {
      return """
          {"queue":"%s","scenario":"360p30-h264","parameters":{"duration":2,"preset":"veryfast","output":"burst-%d.mp4"}}"""
          .formatted(queue, i);
    }
    return """
        {"queue":"%s","engine":"noop","parameters":{"sleep_ms":%d}}"""
        .formatted(queue, 50 + i * 5);
  }

  int ended(ApiClient api) throws Exception {
    int ended = 0;
    for (JsonNode job : api.allJobs()) {
      if (job.path("status").asText().equals("completed")) ended++;
    }
    return ended;
  }

  int size() {
    return ids.size();
  }

  void awaitAll(ApiClient api, Duration patience) throws Exception {
    Await.until("all " + size() + " jobs completed", patience, () -> ended(api) == size());
  }

  long greatestSequence(ApiClient api) throws Exception {
    return api.allJobs().stream()
        .mapToLong(job -> job.path("sequence_number").asLong())
        .max()
        .orElse(0);
  }

  /**
   * Each job is there under its own number, finished in its journal exactly once, and nothing else
   * is there.
   */
  Figures check(ApiClient api) throws Exception {
    Set<Long> numbers = new TreeSet<>();
    Set<String> listed = new HashSet<>();
    for (JsonNode job : api.allJobs()) {
      listed.add(job.path("id").asText());
      if (!numbers.add(job.path("sequence_number").asLong()))
        throw new AssertionError("a number twice: " + job);
    }
    if (!listed.equals(new HashSet<>(ids)))
      throw new AssertionError("the lists hold other jobs than were accepted");
    int attempts = 0;
    int again = 0;
    for (String id : ids) {
      Map<String, Integer> events = events(api, id);
      if (events.getOrDefault("job-finished", 0) != 1)
        throw new AssertionError("job " + id + ": " + events);
      int dispatched = events.getOrDefault("job-dispatched", 0);
      attempts += dispatched;
      if (dispatched > 1) again++;
    }
    return new Figures(ids.size(), attempts, again);
  }

  private static Map<String, Integer> events(ApiClient api, String id) throws Exception {
    Map<String, Integer> counts = new HashMap<>();
    JsonNode history = api.get("/jobs/" + id + "/history").body();
    for (JsonNode entry : history.path("events")) {
      counts.merge(entry.path("type").asText(), 1, Integer::sum);
    }
    return counts;
  }

  /** What to print. */
  record Figures(int jobs, int attempts, int jobsRunAgain) {}
}
