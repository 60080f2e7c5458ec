package ffrtmp.persistence.audit;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.node.NodeEvent;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names under which events are stored. */
final class EventNames {
  private static final Map<Class<?>, String> NAMES =
      Stream.of(JobEvent.class, NodeEvent.class)
          .map(family -> Objects.requireNonNull(family.getAnnotation(JsonSubTypes.class)))
          .flatMap(types -> Arrays.stream(types.value()))
          .collect(Collectors.toMap(JsonSubTypes.Type::value, JsonSubTypes.Type::name));

  private EventNames() {}

  static String of(Object event) {
    return Objects.requireNonNull(NAMES.get(event.getClass()), "every event has a stored name");
  }
}
