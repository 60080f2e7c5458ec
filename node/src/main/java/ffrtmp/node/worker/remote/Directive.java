package ffrtmp.node.worker.remote;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.protocol.worker.Held;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the master wants of an attempt; said again until reports show it carried out. */
record Directive(Held held, Wish wish) {
  enum Wish {
    /** Nothing is wanted; also what a newer master may say that is not known here. */
    CONTINUE,
    PAUSE,
    RESUME,
    CANCEL;

    static Wish of(String text) {
      for (Wish wish : values()) {
        if (wish.name().toLowerCase(Locale.ROOT).equals(text)) return wish;
      }
      return CONTINUE;
    }
  }

  /**
   * Those of a heartbeat's answer.
   *
   * @throws IOException when one names no attempt
   */
  static List<Directive> list(JsonNode commands) throws IOException {
    List<Directive> all = new ArrayList<>();
    for (JsonNode each : commands) {
      all.add(new Directive(Wire.held(each, "job_id"), Wish.of(each.path("command").asText())));
    }
    return all;
  }
}
