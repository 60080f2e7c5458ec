package ffrtmp.node.worker.remote;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.node.worker.Assignment;
import ffrtmp.protocol.worker.Held;
import java.io.IOException;

/** What a poll brought. */
sealed interface Offer {
  /** Nothing waits for this node. */
  record None() implements Offer {}

  /** An attempt to run; it is this worker's from now on. */
  record Work(Assignment assignment) implements Offer {}

  /** An attempt that is this worker's from now on, and that it cannot make sense of. */
  record Unreadable(Held held, String why) implements Offer {}

  /**
   * Reads an answer.
   *
   * @throws IOException when not even the attempt's name is understood
   */
  static Offer of(JsonNode answer) throws IOException {
    JsonNode job = answer.path("job");
    if (job.isNull()) return new None();
    Held held = Wire.held(job, "id");
    try {
      return new Work(new Assignment(held.job(), held.attempt(), Wire.spec(job)));
    } catch (IOException e) {
      return new Unreadable(held, String.valueOf(e.getMessage()));
    }
  }
}
