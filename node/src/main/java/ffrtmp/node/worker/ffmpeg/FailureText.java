package ffrtmp.node.worker.ffmpeg;

import ffrtmp.protocol.job.FailureReason;
import java.util.List;
import java.util.Locale;

/** Reads from ffmpeg's log why it failed. Pure; the first rule whose words occur decides. */
final class FailureText {
  private record Rule(FailureReason reason, List<String> words) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              FailureReason.RESOURCE_ERROR,
              List.of(
                  "no space left on device",
                  "cannot allocate memory",
                  "disk quota exceeded",
                  "out of memory",
                  "openencodesessionex failed")),
          new Rule(
              FailureReason.NETWORK_ERROR,
              List.of(
                  "connection refused",
                  "connection reset",
                  "connection timed out",
                  "network is unreachable",
                  "no route to host",
                  "broken pipe",
                  "failed to resolve hostname",
                  "name or service not known",
                  "error in the push function",
                  "server returned 5",
                  "operation timed out",
                  "tls connection was non-properly terminated",
                  "rtmp_connect")),
          new Rule(
              FailureReason.INPUT_ERROR,
              List.of(
                  "no such file or directory",
                  "invalid data found",
                  "format not on whitelist",
                  "not on whitelist",
                  "moov atom not found",
                  "could not find codec parameters",
                  "does not contain any stream",
                  "matches no streams",
                  "permission denied",
                  "is a directory",
                  "server returned 4",
                  "end of file",
                  "header missing")),
          new Rule(
              FailureReason.USER_ERROR,
              List.of(
                  "unrecognized option",
                  "unable to parse option",
                  "error setting option",
                  "invalid argument",
                  "option not found",
                  "unknown encoder",
                  "unable to find a suitable output format",
                  "could not find tag for codec",
                  "only vp8 or vp9 or av1",
                  "not currently supported in container",
                  "specified pixel format")));

  private FailureText() {}

  /** Why a process that ended with {@code status} and this log failed. */
  static FailureReason reason(int status, String log) {
    // 128 + 9: the kernel's memory killer sends KILL, and so does nobody else but us
    if (status == 137) return FailureReason.RESOURCE_ERROR;
    if (status > 128) return FailureReason.RUNTIME_ERROR;
    String text = log.toLowerCase(Locale.ROOT);
    return RULES.stream()
        .filter(rule -> rule.words().stream().anyMatch(text::contains))
        .map(Rule::reason)
        .findFirst()
        .orElse(FailureReason.RUNTIME_ERROR);
  }

  /** The line that says it best: the last that is not a summary. */
  static String error(int status, String log) {
    List<String> lines =
        log.lines().filter(line -> !line.isBlank() && !line.startsWith("bench:")).toList();
    String last = lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1).trim();
    String ended =
        status > 128
            ? "ffmpeg was ended by signal " + (status - 128)
            : "ffmpeg ended with " + status;
    return ended + ": " + (last.length() > 300 ? last.substring(0, 300) + "…" : last);
  }
}
