package ffrtmp.http.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.http.problem.FieldError;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.Progress;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.worker.AttemptWord;
import ffrtmp.protocol.worker.WorkerReport;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a worker says of its attempt: progress and results. Figures are read leniently, so
 * that none of them costs a result; what decides the job's fate is read strictly.
 */
public final class ReportReader {
  /** At up to three bytes a character it fits into a frame of 512 KiB; the job keeps less. */
  private static final int LOG_CHARS = 100_000;

  private static final int ERROR_CHARS = 4096;
  private static final Set<String> RUNNING = Set.of("processing", "running", "paused", "assigned");

  private ReportReader() {}

  /** What was read; the word and its node are absent where there are faults. */
  public record Read(@Nullable NodeId node, @Nullable AttemptWord word, List<FieldError> faults) {}

  /** The progress of {@code job}, or that its attempt is handed back. */
  public static Read progress(byte[] json, JobId job) {
    Faults faults = new Faults();
    ObjectNode object = object(json, faults);
    if (object == null) return new Read(null, null, faults.all());
    Fields fields = new Fields(object, "", faults);
    String status = fields.has("status") ? fields.text("status", 32) : "processing";
    WorkerReport report = null;
    if ("queued".equals(status)) {
      report = new WorkerReport.Stopped("handed back by the worker");
    } else if (status != null && RUNNING.contains(status)) {
      report = new WorkerReport.Progressed(figures(object));
    } else if (status != null) {
      fields.refuse("status", "must be processing, paused or queued");
    }
    Double percent = Numbers.read(object.get("progress"));
    if (object.hasNonNull("progress") && (percent == null || percent < 0 || percent > 100)) {
      fields.refuse("progress", "must be a number from 0 to 100");
    }
    return read(fields, faults, object, job, report, "paused".equals(status));
  }

  /** The end of an attempt. */
  public static Read result(byte[] json) {
    Faults faults = new Faults();
    ObjectNode object = object(json, faults);
    if (object == null) return new Read(null, null, faults.all());
    Fields fields = new Fields(object, "", faults);
    UUID job = fields.uuid("job_id");
    WorkerReport report = ending(fields, object);
    return read(fields, faults, object, job == null ? null : new JobId(job), report, false);
  }

  private static Read read(
      Fields fields,
      Faults faults,
      ObjectNode object,
      @Nullable JobId job,
      @Nullable WorkerReport report,
      boolean paused) {
    UUID node = fields.uuid("node_id");
    Integer attempt = fields.integer("attempt", 1, Integer.MAX_VALUE);
    boolean goesOn = report instanceof WorkerReport.Progressed;
    if (!faults.none() || node == null || job == null || report == null) {
      return new Read(null, null, faults.all());
    }
    String log = goesOn ? log(object) : null;
    return new Read(
        new NodeId(node), new AttemptWord(job, attempt, report, paused, log), List.of());
  }

  private static @Nullable WorkerReport ending(Fields fields, ObjectNode object) {
    String status = fields.text("status", 32);
    if (status == null && !fields.has("status")) fields.refuse("status", "must be there");
    if (status == null) return null;
    return switch (status) {
      case "completed" -> new WorkerReport.Finished(ResultReader.read(object), log(object));
      case "failed" -> new WorkerReport.Failed(reason(object), error(object), log(object));
      case "canceled" -> new WorkerReport.Stopped("ended by the worker");
      default -> {
        fields.refuse("status", "must be completed, failed or canceled");
        yield null;
      }
    };
  }

  private static @Nullable ObjectNode object(byte[] json, Faults faults) {
    JsonNode root = Document.readLong(json, faults).orElse(null);
    if (root instanceof ObjectNode object) return object;
    if (faults.none()) faults.add("", Document.NO_OBJECT);
    return null;
  }

  private static Progress figures(ObjectNode object) {
    Double frame = Numbers.read(object.get("frame"));
    return new Progress(
        Numbers.read(object.get("progress")),
        frame == null ? null : frame.longValue(),
        Numbers.read(object.get("fps")),
        Numbers.read(object.get("speed")),
        Numbers.read(object.get("bitrate_kbps")),
        Numbers.read(object.get("out_time_seconds")),
        Numbers.read(object.get("eta_seconds")));
  }

  private static FailureReason reason(ObjectNode object) {
    String text = object.path("failure_reason").asText("");
    for (FailureReason reason : FailureReason.values()) {
      if (reason.name().equalsIgnoreCase(text)) return reason;
    }
    return FailureReason.RUNTIME_ERROR;
  }

  private static String error(ObjectNode object) {
    String text = object.path("error").asText("");
    if (text.isBlank()) return "The worker gave no reason.";
    return text.substring(0, Math.min(text.length(), ERROR_CHARS));
  }

  private static @Nullable String log(ObjectNode object) {
    String text = object.path("logs").asText("");
    if (text.isEmpty()) return null;
    int from = Math.max(0, text.length() - LOG_CHARS);
    return from == 0 ? text : "[… cut …]\n" + text.substring(from);
  }
}
