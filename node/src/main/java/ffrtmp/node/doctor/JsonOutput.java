package ffrtmp.node.doctor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** One object: {@code checks}, each with name, result, found and remedy, and how many are which. */
public final class JsonOutput {
  private JsonOutput() {}

  public static void print(List<Finding> findings, PrintWriter out) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeArrayFieldStart("checks");
      for (Finding finding : findings) write(json, finding);
      json.writeEndArray();
      for (Verdict verdict : Verdict.values()) {
        json.writeNumberField(verdict.word(), TableOutput.count(findings, verdict));
      }
      json.writeEndObject();
    }
    out.println();
    out.flush();
  }

  private static void write(JsonGenerator json, Finding finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", finding.name());
    json.writeStringField("result", finding.verdict().word());
    json.writeStringField("found", finding.found());
    if (finding.remedy() != null) json.writeStringField("remedy", finding.remedy());
    json.writeEndObject();
  }
}
