package ffrtmp.node.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import ffrtmp.persistence.audit.Step;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One object, {@code lives}: each with the name of its journal and its steps. */
final class JsonTimeline implements Timeline {
  static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();
  private static final ObjectWriter STEP = JSON.writerFor(Step.class);

  private final PrintWriter out;
  private final JsonGenerator json;
  private @Nullable String entity;
  private boolean whole = true;

  JsonTimeline(PrintWriter out) {
    this.out = out;
    try {
      json = JSON.createGenerator(out);
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      json.writeArrayFieldStart("lives");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void step(String of, Step step) {
    whole &= sound(step);
    try {
      begin(of);
      STEP.writeValue(json, step);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void removed(String of, Instant at) {
    try {
      begin(of);
      json.writeStartObject();
      json.writeStringField("removed", at.toString());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean end() {
    try {
      close();
      json.writeEndArray();
      json.writeEndObject();
      json.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println();
    out.flush();
    return whole;
  }

  private static boolean sound(Step step) {
    return switch (step.chain()) {
      case WHOLE, UNCHAINED -> true;
      case BROKEN, MISSING -> false;
    };
  }

  private void begin(String of) throws IOException {
    if (of.equals(entity)) return;
    close();
    entity = of;
    json.writeStartObject();
    json.writeStringField("entity", of);
    json.writeArrayFieldStart("steps");
  }

  private void close() throws IOException {
    if (entity == null) return;
    json.writeEndArray();
    json.writeEndObject();
    entity = null;
  }
}
