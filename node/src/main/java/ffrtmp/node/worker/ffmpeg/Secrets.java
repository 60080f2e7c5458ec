package ffrtmp.node.worker.ffmpeg;

import ffrtmp.protocol.job.TranscodeParameters;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps a job's secrets out of its log: its stream key, and credentials in URLs. */
final class Secrets {
  private static final String MASK = "***";

  /** What stands before the last @ of a URL's authority, as in {@code TranscodeParameters}. */
  private static final Pattern CREDENTIALS = Pattern.compile("://[^/?#\\s]*@");

  private final @Nullable String key;
  private final List<String> addresses;

  Secrets(TranscodeParameters parameters) {
    this.key = parameters.streamKey();
    addresses =
        Stream.of(parameters.input(), parameters.rtmpUrl()).filter(Objects::nonNull).toList();
  }

  /** The texts themselves: the key, and what stands before the @ of an address. */
  List<String> all() {
    Stream<String> credentials =
        addresses.stream()
            .map(CREDENTIALS::matcher)
            .filter(Matcher::find)
            .map(found -> found.group().substring("://".length(), found.group().length() - 1));
    return Stream.concat(Stream.ofNullable(key), credentials)
        .filter(secret -> !secret.isEmpty())
        .toList();
  }

  String mask(String line) {
    String text = key == null || key.isEmpty() ? line : line.replace(key, MASK);
    return CREDENTIALS.matcher(text).replaceAll("://" + MASK + "@");
  }
}
