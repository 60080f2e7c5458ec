package ffrtmp.http.submit;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.http.access.Caller;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever arrives, the reader answers with a specification or with faults, never an exception. */
class SubmitReaderFuzzTest {
  private static final int JOBS = 30_000;

  private static final String[] NAMES = {
    "scenario",
    "engine",
    "queue",
    "priority",
    "parameters",
    "requirements",
    "max_retries",
    "timeout_seconds",
    "not_before",
    "deadline",
    "input",
    "output",
    "codec",
    "bitrate",
    "maxrate",
    "crf",
    "preset",
    "resolution",
    "resolution_width",
    "fps",
    "gop",
    "threads",
    "duration",
    "start",
    "hwaccel",
    "output_mode",
    "rtmp_url",
    "stream_key",
    "renditions",
    "quality",
    "sleep_ms",
    "fail",
    "cpu_cores",
    "ram_bytes",
    "ram_gb",
    "gpu_count",
    "gpu_type",
    "capabilities",
    "labels",
    "~/",
    ""
  };

  private static final String[] VALUES = {
    "null",
    "true",
    "0",
    "-1",
    "1",
    "23",
    "3.0",
    "0.5",
    "1e999",
    "-1e400",
    "9223372036854775808",
    "1e-400",
    "\"\"",
    "\"h264\"",
    "\"copy\"",
    "\"h264_nvenc\"",
    "\"live\"",
    "\"noop\"",
    "\"high\"",
    "\"5M\"",
    "\"9999999G\"",
    "\"1280x720\"",
    "\"rtmp\"",
    "\"rtmp://h/a\"",
    "\"https://h\"",
    "\"../x\"",
    "\"-y\"",
    "\"/media/a\"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"2026-01-01T00:00:00Z\"",
    "\"cuda\"",
    "\"timeout\"",
    "[]",
    "{}",
    "[1]",
    "[{}]",
    "[\"a\"]",
    "[{\"resolution\":\"720p\"}]"
  };

  private final SubmitReader reader =
      new SubmitReader(new SubmitSettings(3, List.of(), Set.of("https"), true));

  @Test
  void everyBodyIsAJobOrHasFaults() {
    long seed = Long.getLong("ffrtmp.seed", System.nanoTime());
    System.out.println("SubmitReaderFuzzTest seed " + seed + " (-Dffrtmp.seed=" + seed + ")");
    Random random = new Random(seed);
    int taken = 0;
    for (int i = 0; i < JOBS; i++) {
      byte[] body = body(random);
      Submission read;
      try {
        read = reader.read(body, new Owner(Caller.ANYBODY));
      } catch (RuntimeException e) {
        throw new AssertionError(
            "seed " + seed + ": " + new String(body, StandardCharsets.UTF_8), e);
      }
      if (read instanceof Submission.Faulty faulty) assertThat(faulty.faults()).isNotEmpty();
      else taken++;
    }
    // otherwise the fuzz would only ever have tried what is refused
    assertThat(taken).isBetween(JOBS / 100, JOBS * 99 / 100);
  }

  private static byte[] body(Random random) {
    byte[] body = object(random, 3).getBytes(StandardCharsets.UTF_8);
    // now and then not even JSON
    for (int i = random.nextInt(8) == 0 ? random.nextInt(4) : 0; i > 0; i--) {
      body[random.nextInt(body.length)] = (byte) random.nextInt(256);
    }
    return body;
  }

  private static String object(Random random, int depth) {
    StringBuilder json = new StringBuilder("{");
    Set<String> names = new java.util.LinkedHashSet<>();
    for (int i = random.nextInt(4); i > 0; i--) names.add(NAMES[random.nextInt(NAMES.length)]);
    for (String name : names) {
      if (json.length() > 1) json.append(',');
      json.append('"').append(name).append("\":").append(value(random, name, depth));
    }
    return json.append('}').toString();
  }

  private static String value(Random random, String name, int depth) {
    boolean nested = name.equals("parameters") || name.equals("requirements");
    boolean deeper = depth > 0 && (nested ? random.nextInt(8) > 0 : random.nextInt(16) == 0);
    return deeper ? object(random, depth - 1) : VALUES[random.nextInt(VALUES.length)];
  }
}
