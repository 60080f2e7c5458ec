package ffrtmp.node.worker.ffmpeg;

import ffrtmp.protocol.job.TranscodeParameters;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keeps a job's secrets out of its log: its stream key, and credentials in URLs. */
final class Secrets {
  private static final String MASK = "***";

  /** What stands before the last @ of a URL's authority, as in {@code TranscodeParameters}. */
  private static final Pattern CREDENTIALS = Pattern.compile("://[^/?#\\s]*@");

  private final @Nullable String key;

  Secrets(TranscodeParameters parameters) {
    this.key = parameters.streamKey();
  }

  String mask(String line) {
    String text = key == null || key.isEmpty() ? line : line.replace(key, MASK);
    return CREDENTIALS.matcher(text).replaceAll("://" + MASK + "@");
  }
}
