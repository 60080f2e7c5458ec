package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.node.process.EventStream.Event;
import ffrtmp.node.process.SharedUp.Up;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Live updates as a browser reads them. */
@ExtendWith(SharedUp.class)
final class LiveEventsIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Set<String> ENDED = Set.of("completed", "failed", "canceled");
  private static final String ENCODE =
      """
      {"scenario":"360p30-h264","parameters":{"duration":4,"preset":"medium"}}""";

  private final ApiClient api;

  LiveEventsIT(Up up) {
    this.api = up.api();
  }

  @Test
  void aJobsStreamShowsEveryStateOnceAndInOrderAndThenEnds() throws Exception {
    String id = api.submit(ENCODE);
    try (EventStream stream = api.events("/jobs/" + id + "/events", "0")) {
      List<Event> states = states(stream.untilItEnds(SOON));
      assertThat(states).extracting(Event::id).containsExactlyElementsOf(upTo(states.size()));
      assertThat(distinct(states)).endsWith("assigned", "processing", "completed");
      assertThat(states).hasSameSizeAs(api.history(id));
    }
  }

  @Test
  void aReaderWhoComesBackMissesNothing() throws Exception {
    String id = api.submit(ENCODE);
    List<Event> all = new ArrayList<>();
    try (EventStream stream = api.events("/jobs/" + id + "/events", "0")) {
      all.addAll(states(stream.until(SOON, event -> event.status().equals("processing"))));
    }
    String last = all.get(all.size() - 1).id();
    try (EventStream stream = api.events("/jobs/" + id + "/events", last)) {
      all.addAll(states(stream.untilItEnds(SOON)));
    }
    assertThat(all).extracting(Event::id).containsExactlyElementsOf(upTo(api.history(id).size()));
    assertThat(all.get(all.size() - 1).status()).isEqualTo("completed");
  }

  @Test
  void aReaderWhoComesLateNeverSeesProgressGoBack() throws Exception {
    String id = api.submit(ENCODE);
    try (EventStream first = api.events("/jobs/" + id + "/events", "0")) {
      first.until(SOON, event -> event.job().path("progress").asInt() > 20);
    }
    try (EventStream late = api.events("/jobs/" + id + "/events", "")) {
      assertThat(late.untilItEnds(SOON))
          .extracting(event -> event.job().path("progress").asInt())
          .isSorted()
          .endsWith(100);
    }
  }

  @Test
  void theStreamOfAllJobsShowsTheEndOfEachAndCanBeResumedAnywhere() throws Exception {
    try (EventStream stream = api.events("/events", "")) {
      Set<String> ids = new HashSet<>();
      for (int i = 0; i < 20; i++) ids.add(api.submit("{\"engine\":\"noop\"}"));
      Set<String> open = new HashSet<>(ids);
      List<Event> events =
          stream.until(
              SOON,
              event -> {
                if (ENDED.contains(event.status())) open.remove(event.job().path("id").asText());
                return open.isEmpty();
              });
      assertThat(numbers(events)).isSorted().doesNotHaveDuplicates();

      int middle = events.size() / 2;
      String last = events.get(events.size() - 1).id();
      try (EventStream again = api.events("/events", events.get(middle - 1).id())) {
        List<Event> rest = again.until(SOON, event -> event.id().equals(last));
        assertThat(numbers(rest)).isSorted().doesNotHaveDuplicates();
        assertThat(ended(rest)).isEqualTo(ended(events.subList(middle, events.size())));
      }
    }
  }

  private static List<Event> states(List<Event> events) {
    return events.stream().filter(event -> event.type().equals("state")).toList();
  }

  private static List<String> distinct(List<Event> states) {
    return states.stream().map(Event::status).distinct().toList();
  }

  private static List<String> upTo(int last) {
    return LongStream.rangeClosed(1, last).mapToObj(String::valueOf).toList();
  }

  private static List<Long> numbers(List<Event> events) {
    return events.stream().map(event -> Long.valueOf(event.id())).toList();
  }

  private static Set<String> ended(List<Event> events) {
    Set<String> ids = new HashSet<>();
    for (Event event : events) {
      if (ENDED.contains(event.status())) ids.add(event.job().path("id").asText());
    }
    return ids;
  }
}
