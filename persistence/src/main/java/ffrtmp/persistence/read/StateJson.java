package ffrtmp.persistence.read;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import ffrtmp.persistence.job.JobState;
import ffrtmp.persistence.node.NodeState;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * States as the read tables keep them: derived data, whose form follows the code's version. Equal
 * states are equal texts, so sets and maps, which have no order of their own, are put in order.
 */
final class StateJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new SimpleModule().addSerializer(Set.class, ordered()))
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.USE_DEFAULTS))
          .build();
  private static final ObjectWriter JOB_OUT = MAPPER.writerFor(JobState.class);
  private static final ObjectReader JOB_IN = MAPPER.readerFor(JobState.class);
  private static final ObjectWriter NODE_OUT = MAPPER.writerFor(NodeState.class);
  private static final ObjectReader NODE_IN = MAPPER.readerFor(NodeState.class);

  private StateJson() {}

  static String of(JobState.Known job) {
    return written(JOB_OUT, job);
  }

  static String of(NodeState.Known node) {
    return written(NODE_OUT, node);
  }

  static JobState.Known job(String json) {
    return (JobState.Known) parsed(JOB_IN, json);
  }

  static NodeState.Known node(String json) {
    return (NodeState.Known) parsed(NODE_IN, json);
  }

  @SuppressWarnings("rawtypes") // as the library has it
  private static StdDelegatingSerializer ordered() {
    return new StdDelegatingSerializer(
        Set.class,
        new StdConverter<Set, List<?>>() {
          @Override
          public List<?> convert(Set set) {
            var values = new ArrayList<Object>();
            for (Object value : set) values.add(value);
            values.sort(Comparator.comparing(String::valueOf));
            return values;
          }
        });
  }

  private static String written(ObjectWriter writer, Object state) {
    try {
      return writer.writeValueAsString(state);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object parsed(ObjectReader reader, String json) {
    try {
      return reader.<Object>readValue(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
