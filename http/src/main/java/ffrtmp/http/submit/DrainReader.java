package ffrtmp.http.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.http.problem.FieldError;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads how long a node's jobs may still run when it is drained; the body may be empty. */
public final class DrainReader {
  private static final int MOST_SECONDS = 30 * 86_400;

  private DrainReader() {}

  /**
   * What was read.
   *
   * @param deadline from now; absent: as long as they need
   */
  public record Read(@Nullable Duration deadline, List<FieldError> faults) {}

  public static Read read(byte[] json) {
    if (json.length == 0) return new Read(null, List.of());
    Faults faults = new Faults();
    JsonNode root = Document.read(json, faults).orElse(null);
    if (root instanceof ObjectNode object) {
      Long seconds = new Fields(object, "", faults).whole("deadline_seconds", 0, MOST_SECONDS);
      return new Read(seconds == null ? null : Duration.ofSeconds(seconds), faults.all());
    }
    if (faults.none()) faults.add("", Document.NO_OBJECT);
    return new Read(null, faults.all());
  }
}
