package ffrtmp.ops.client.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import ffrtmp.ops.client.wire.ClientFailure;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a job shall be, by flags. */
final class JobFlags {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,15})([KMGT]?)(i?B)?");
  private static final int STEP = 1_024;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description = "Such as 1080p30-h264; one that the worker knows sets defaults.")
  @Nullable String scenario;

  @Option(names = "--input", paramLabel = "FILE", description = "Under a media root of the worker.")
  @Nullable String input;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where the result goes, likewise (default: out/ID.mp4).")
  @Nullable String output;

  @Option(names = "--codec", paramLabel = "NAME", description = "h264, hevc, vp9, av1, copy, …")
  @Nullable String codec;

  @Option(names = "--bitrate", paramLabel = "RATE", description = "Such as 2500k.")
  @Nullable String bitrate;

  @Option(names = "--preset", paramLabel = "NAME", description = "Of the encoder.")
  @Nullable String preset;

  @Option(names = "--duration", paramLabel = "SECONDS", description = "Of the input to encode.")
  @Nullable Double duration;

  @Option(names = "--engine", paramLabel = "NAME", description = "auto, ffmpeg or gstreamer.")
  @Nullable String engine;

  @Option(names = "--queue", paramLabel = "NAME", description = "live, default or batch.")
  @Nullable String queue;

  @Option(names = "--priority", paramLabel = "NAME", description = "high, medium or low.")
  @Nullable String priority;

  @Option(names = "--confidence", paramLabel = "WORD", description = "Kept with the job.")
  @Nullable String confidence;

  @Option(
      names = "--param",
      paramLabel = "K=V",
      description = "Any other parameter, such as crf=23 or overwrite=true; may be repeated.")
  Map<String, String> parameters = new LinkedHashMap<>();

  @Option(names = "--gpu", paramLabel = "N", description = "Whole GPUs that it needs.")
  @Nullable Integer gpus;

  @Option(names = "--cpu", paramLabel = "CORES", description = "CPU cores, such as 2 or 0.5.")
  @Nullable Double cpus;

  @Option(names = "--ram", paramLabel = "SIZE", description = "Memory, such as 512M or 4G.")
  @Nullable String ram;

  @Option(
      names = "--max-retries",
      paramLabel = "N",
      description = "Attempts after the first (default: the server's).")
  @Nullable Integer retries;

  ObjectNode job() {
    ObjectNode job = JSON.createObjectNode();
    put(job, "scenario", scenario);
    put(job, "confidence", confidence);
    put(job, "engine", engine);
    put(job, "queue", queue);
    put(job, "priority", priority);
    put(job, "max_retries", retries);
    ObjectNode with = JSON.createObjectNode();
    parameters.forEach((name, value) -> with.set(name, value(value)));
    put(with, "input", input);
    put(with, "output", output);
    put(with, "codec", codec);
    put(with, "bitrate", bitrate);
    put(with, "preset", preset);
    put(with, "duration", duration);
    if (!with.isEmpty()) job.set("parameters", with);
    ObjectNode needs = JSON.createObjectNode();
    put(needs, "cpu_cores", cpus);
    put(needs, "gpu_count", gpus);
    put(needs, "ram_bytes", ram == null ? null : bytes(ram));
    if (!needs.isEmpty()) job.set("requirements", needs);
    return job;
  }

  private static void put(ObjectNode to, String name, @Nullable Object value) {
    if (value != null) to.set(name, JSON.valueToTree(value));
  }

  /** A number, true, false, a list or an object as JSON writes it; anything else is a text. */
  static JsonNode value(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      return json.isMissingNode() || json.isNull() ? TextNode.valueOf(text) : json;
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(text);
    }
  }

  static long bytes(String text) {
    Matcher size = SIZE.matcher(text.toUpperCase(Locale.ROOT).replace("IB", "iB"));
    if (!size.matches()) {
      throw ClientFailure.usage("--ram is a size such as 512M or 4G, not '" + text + "'", "");
    }
    int power = "KMGT".indexOf(size.group(2)) + (size.group(2).isEmpty() ? 0 : 1);
    double bytes = Long.parseLong(size.group(1)) * Math.pow(STEP, power);
    return (long) Math.min(bytes, Long.MAX_VALUE);
  }
}
