package ffrtmp.http.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.http.problem.FieldError;
import ffrtmp.protocol.node.NodeFacts;
import ffrtmp.protocol.node.Transport;
import ffrtmp.protocol.worker.Registration;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads how a worker presents itself. Old agents say little; what they leave out is taken for what
 * a common machine with a common ffmpeg has.
 */
public final class RegistrationReader {
  private static final int LONGEST_NAME = 255;
  private static final int MOST_NAMES = 256;
  private static final int MOST_THREADS = 65_536;
  private static final int MOST_SECONDS = 3600;
  private static final long GIB = 1L << 30;

  /** What a stock ffmpeg brings, for agents that declare nothing. */
  private static final Set<String> COMMON =
      Set.of(
          "ffmpeg", "h264", "hevc", "vp9", "av1", "libx264", "libx265", "libvpx-vp9", "libaom-av1");

  private RegistrationReader() {}

  /** What was read; the registration is absent where there are faults. */
  public record Read(@Nullable Registration registration, List<FieldError> faults) {}

  /**
   * @param keyNode the node that the caller's key was made for, by name; absent: any
   */
  public static Read read(byte[] json, @Nullable String keyNode) {
    Faults faults = new Faults();
    JsonNode root = Document.read(json, faults).orElse(null);
    if (!(root instanceof ObjectNode object)) {
      if (faults.none()) faults.add("", Document.NO_OBJECT);
      return new Read(null, faults.all());
    }
    Fields fields = new Fields(object, "", faults);
    Registration registration = registration(fields, keyNode);
    return new Read(faults.none() ? registration : null, faults.all());
  }

  private static Registration registration(Fields fields, @Nullable String keyNode) {
    String address = fields.text("address", LONGEST_NAME);
    if (address == null && !fields.has("address")) fields.refuse("address", "must be there");
    String host = address == null ? "" : address;
    Integer port = fields.integer("port", 0, 65_535);
    String name = fields.text("name", LONGEST_NAME);
    if (name == null) name = keyNode;
    if (name == null) name = port == null || port == 0 ? host : host + ":" + port;
    int threads = or(fields.integer("cpu_threads", 0, MOST_THREADS), 1);
    Long ram = fields.whole("ram_total_bytes", 0, Long.MAX_VALUE);
    NodeFacts facts =
        new NodeFacts(
            name,
            host,
            or(fields.text("type", 32), "server"),
            Math.max(1, threads),
            fields.text("cpu_model", LONGEST_NAME),
            ram == null || ram == 0 ? GIB * Math.max(1, threads) : ram,
            gpus(fields),
            fields.text("gpu_type", LONGEST_NAME),
            List.copyOf(fields.texts("gpu_capabilities", Syntax.NAME, MOST_NAMES)),
            capabilities(fields),
            fields.map("labels", Syntax.NAME, LONGEST_NAME, MOST_NAMES),
            Math.max(1, or(fields.integer("max_concurrent_jobs", 0, MOST_THREADS), 1)),
            fields.text("ffmpeg_version", LONGEST_NAME),
            Transport.HTTP);
    return new Registration(
        facts, fields.text("incarnation", Syntax.INCARNATION), heartbeat(fields));
  }

  static @Nullable Duration heartbeat(Fields fields) {
    Integer seconds = fields.integer("heartbeat_interval_seconds", 1, MOST_SECONDS);
    return seconds == null ? null : Duration.ofSeconds(seconds);
  }

  private static int gpus(Fields fields) {
    Boolean has = fields.flag("has_gpu");
    Integer count = fields.integer("gpu_count", 0, 1024);
    if (count != null) return count;
    return has != null && has ? 1 : 0;
  }

  private static Set<String> capabilities(Fields fields) {
    Set<String> declared = fields.texts("capabilities", Syntax.NAME, MOST_NAMES);
    return fields.has("capabilities") ? declared : COMMON;
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
