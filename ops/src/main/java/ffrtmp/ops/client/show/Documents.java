package ffrtmp.ops.client.show;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** Prints what a server said as JSON or YAML. */
public final class Documents {
  private Documents() {}

  /** One document, with the line's end. */
  public static void print(JsonNode node, Form form, PrintWriter out) {
    try (JsonGenerator to = generator(form, out)) {
      to.writeTree(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (form == Form.JSON) out.println();
    out.flush();
  }

  /** JSON in one line, whose end a reader of a stream waits for. */
  public static void printLine(JsonNode node, PrintWriter out) {
    try (JsonGenerator to = generator(Form.JSON, out)) {
      to.setPrettyPrinter(null);
      to.writeTree(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println();
  }

  /** Writes to {@code out}, which stays open. */
  static JsonGenerator generator(Form form, PrintWriter out) throws IOException {
    JsonFactory factory = form == Form.YAML ? yaml() : new JsonFactory();
    factory.setCodec(new ObjectMapper());
    JsonGenerator to = factory.createGenerator(out);
    to.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    if (form == Form.JSON) {
      to.setCharacterEscapes(new HarmlessJson());
      to.setPrettyPrinter(printer());
    }
    return to;
  }

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter indent = new DefaultIndenter("  ", "\n");
    Separators separators =
        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
    return new DefaultPrettyPrinter(separators)
        .withObjectIndenter(indent)
        .withArrayIndenter(indent);
  }

  private static JsonFactory yaml() {
    return YAMLFactory.builder()
        .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
        .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
        .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
        .build();
  }
}
