package ffrtmp.persistence.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import ffrtmp.protocol.stream.FilePosition;
import ffrtmp.protocol.stream.SourceReport;
import java.io.UncheckedIOException;

/** Reports and positions as the tables keep them; members are only added, as in the events. */
final class LogJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private LogJson() {}

  static String of(SourceReport report) {
    return written(report);
  }

  static String of(FilePosition position) {
    return written(position);
  }

  static SourceReport report(String json) {
    return parsed(json, SourceReport.class);
  }

  static FilePosition position(String json) {
    return parsed(json, FilePosition.class);
  }

  private static String written(Object value) {
    try {
      // A NUL in a name is escaped here as well as anywhere: six characters, no control one.
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T parsed(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
