package ffrtmp.node.worker.gstreamer;

import ffrtmp.protocol.job.FailureReason;
import java.util.List;
import java.util.Locale;

/** Reads from gst-launch's log why it failed. Pure. */
final class GstFailure {
  private static final String ERROR = "ERROR: ";
  private static final List<String> RESOURCES =
      List.of("no space left", "disk quota exceeded", "cannot allocate memory", "out of memory");

  /** Whoever complains about the input. */
  private static final List<String> READERS =
      List.of(
          "gstfilesrc:",
          "demux:d:",
          "gstdecodebin:",
          "file is invalid",
          "missing a plug-in",
          "could not determine type of stream");

  private GstFailure() {}

  static FailureReason reason(int status, String log) {
    // 128 + 9: the kernel's memory killer sends KILL, and so does nobody else but us
    if (status == 137) return FailureReason.RESOURCE_ERROR;
    if (status > 128) return FailureReason.RUNTIME_ERROR;
    String text = log.toLowerCase(Locale.ROOT);
    if (RESOURCES.stream().anyMatch(text::contains)) return FailureReason.RESOURCE_ERROR;
    boolean input =
        text.lines()
            .filter(line -> line.startsWith("error: "))
            .anyMatch(line -> READERS.stream().anyMatch(line::contains));
    return input ? FailureReason.INPUT_ERROR : FailureReason.RUNTIME_ERROR;
  }

  /** The first line that says that something is wrong: those after it follow from it. */
  static String error(int status, String log) {
    String said =
        log.lines()
            .filter(line -> line.startsWith(ERROR))
            .findFirst()
            .map(line -> line.substring(ERROR.length()))
            .orElse("it gave no reason");
    String ended =
        status > 128
            ? "gst-launch was ended by signal " + (status - 128)
            : "gst-launch ended with " + status;
    return ended + ": " + (said.length() > 300 ? said.substring(0, 300) + "…" : said);
  }
}
