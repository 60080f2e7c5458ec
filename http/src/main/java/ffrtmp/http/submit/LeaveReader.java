package ffrtmp.http.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.http.problem.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads which incarnation of a worker leaves. */
public final class LeaveReader {
  private LeaveReader() {}

  /** What was read; the incarnation is absent where there are faults. */
  public record Read(@Nullable String incarnation, List<FieldError> faults) {}

  public static Read read(byte[] json) {
    Faults faults = new Faults();
    JsonNode root = Document.read(json, faults).orElse(null);
    if (!(root instanceof ObjectNode object)) {
      if (faults.none()) faults.add("", Document.NO_OBJECT);
      return new Read(null, faults.all());
    }
    Fields fields = new Fields(object, "", faults);
    String incarnation = fields.text("incarnation", Syntax.INCARNATION);
    if (incarnation == null && faults.none()) fields.refuse("incarnation", "must be there");
    return new Read(faults.none() ? incarnation : null, faults.all());
  }
}
