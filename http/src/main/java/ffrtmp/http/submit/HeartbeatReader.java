package ffrtmp.http.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.http.problem.FieldError;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.node.Vitals;
import ffrtmp.protocol.worker.Beat;
import ffrtmp.protocol.worker.Held;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a heartbeat; the body may be empty. */
public final class HeartbeatReader {
  private static final int MOST_HELD = 1024;
  private static final Fields.Range PERCENT = new Fields.Range(0, true, 1_000_000);
  private static final Beat EMPTY = new Beat(null, new Vitals(null, null), Set.of(), false, null);

  private HeartbeatReader() {}

  /** What was read; the beat is absent where there are faults. */
  public record Read(@Nullable Beat beat, List<FieldError> faults) {}

  public static Read read(byte[] json) {
    if (json.length == 0) return new Read(EMPTY, List.of());
    Faults faults = new Faults();
    JsonNode root = Document.read(json, faults).orElse(null);
    if (root instanceof ObjectNode object) {
      Beat beat = beat(new Fields(object, "", faults));
      return new Read(faults.none() ? beat : null, faults.all());
    }
    if (faults.none()) faults.add("", Document.NO_OBJECT);
    return new Read(null, faults.all());
  }

  private static Beat beat(Fields fields) {
    Boolean closing = fields.flag("closing");
    return new Beat(
        fields.text("incarnation", Syntax.INCARNATION),
        new Vitals(
            fields.number("cpu_load_percent", PERCENT),
            fields.whole("ram_free_bytes", 0, Long.MAX_VALUE)),
        held(fields),
        closing != null && closing,
        RegistrationReader.heartbeat(fields));
  }

  private static Set<Held> held(Fields fields) {
    Set<Held> held = new HashSet<>();
    for (Fields one : fields.anyObjects("held", MOST_HELD)) {
      UUID job = one.uuid("job_id");
      Integer attempt = one.integer("attempt", 1, Integer.MAX_VALUE);
      if (attempt == null && !one.has("attempt")) one.refuse("attempt", "must be there");
      if (job != null && attempt != null) held.add(new Held(new JobId(job), attempt));
    }
    return held;
  }
}
