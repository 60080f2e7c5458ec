package ffrtmp.node.worker.gstreamer;

import ffrtmp.node.worker.media.Refused;
import java.nio.file.Path;

/**
 * Writes a file's name so that gst-launch reads it as one value.
 *
 * <p>It joins its arguments with spaces and parses the whole as one pipeline; on the way it puts a
 * backslash before each space that it takes to be outside quotes, and it does not heed escaped
 * quotes in that. Inside quotes such a backslash is taken away again, so the value is quoted as a
 * whole. What no form of quoting carries through is refused.
 */
final class GstText {
  private GstText() {}

  /**
   * @param path absolute
   * @throws Refused user_error for a name that gst-launch cannot be told
   */
  static String location(Path path) throws Refused {
    String text = path.toString();
    // the closing quote would count as escaped, and the value would not end
    boolean untellable = text.endsWith("\\") || text.chars().anyMatch(Character::isISOControl);
    if (untellable) throw Refused.userError("gst-launch cannot be told the file's name: " + text);
    return "location=\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
