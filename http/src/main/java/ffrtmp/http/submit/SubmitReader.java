package ffrtmp.http.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.protocol.job.Classification;
import ffrtmp.protocol.job.Engine;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.job.Requirements;
import ffrtmp.protocol.job.TranscodeParameters;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a submit: from bytes to a job's specification with every default filled in, or to all of
 * its faults, each with the JSON pointer of its place. Unknown members beside {@code parameters}
 * are ignored, since old clients send some; unknown parameters are faults, since they would be
 * wishes that nobody fulfils.
 */
public final class SubmitReader {
  private static final Fields.Range TIMEOUT = new Fields.Range(0, false, 30 * 86_400);
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
  private static final List<String> LATER = List.of("deadline");

  private final SubmitSettings settings;

  public SubmitReader(SubmitSettings settings) {
    this.settings = settings;
  }

  /** Reads the job of {@code owner}. */
  public Submission read(byte[] json, Owner owner) {
    Faults faults = new Faults();
    Optional<JsonNode> root = Document.read(json, faults);
    return root.isEmpty() ? new Submission.Faulty(faults.all()) : read(root.get(), owner, faults);
  }

  private Submission read(JsonNode root, Owner owner, Faults faults) {
    if (!(root instanceof ObjectNode object)) {
      faults.add("", Document.NO_OBJECT);
      return new Submission.Faulty(faults.all());
    }
    JobSpec spec = spec(new Fields(object, "", faults), owner, faults);
    return faults.none() ? new Submission.Correct(spec) : new Submission.Faulty(faults.all());
  }

  private JobSpec spec(Fields job, Owner owner, Faults faults) {
    LATER.stream().filter(job::has).forEach(name -> job.refuse(name, "is not supported yet"));
    String scenario = job.text("scenario", 256);
    ParametersReader.Read read =
        new ParametersReader(settings).read(job.object("parameters"), faults);
    TranscodeParameters parameters = read.parameters();
    Engine engine = engine(job, read);
    Contradictions.find(parameters, engine, faults);
    Requirements requirements =
        new RequirementsReader(read.wishes(), faults)
            .read(job.object("requirements"), Needs.of(engine, scenario, parameters));
    return new JobSpec(
        owner.tenant(job),
        scenario,
        job.text("confidence", 64),
        engine,
        job.oneOf("classification", Classification.class),
        or(job.oneOf("queue", Queue.class), Queue.DEFAULT),
        or(job.oneOf("priority", Priority.class), Priority.MEDIUM),
        parameters,
        requirements,
        or(job.integer("max_retries", 0, 100), settings.maxRetries()),
        timeout(job),
        instant(job, "not_before"),
        read.ignored());
  }

  /** The old command line says the engine among the parameters too. */
  private Engine engine(Fields job, ParametersReader.Read read) {
    Engine said = job.oneOf("engine", Engine.class);
    Engine engine = said != null ? said : or(read.engine(), Engine.AUTO);
    if (engine == Engine.NOOP && !settings.noop()) {
      job.refuse("engine", "noop is not enabled on this server");
    }
    return engine;
  }

  private static @Nullable Duration timeout(Fields job) {
    Double seconds = job.number("timeout_seconds", TIMEOUT);
    return seconds == null ? null : Duration.ofMillis((long) Math.ceil(seconds * 1000));
  }

  private static @Nullable Instant instant(Fields job, String name) {
    String text = job.text(name, 64);
    if (text == null) return null;
    Instant instant = parsed(text);
    if (instant == null || instant.isBefore(Instant.EPOCH) || instant.isAfter(LATEST)) {
      job.refuse(name, "must be an RFC 3339 time such as 2026-01-31T12:00:00Z");
      return null;
    }
    return instant;
  }

  private static @Nullable Instant parsed(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
