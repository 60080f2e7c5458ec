package ffrtmp.node.worker.gstreamer;

import ffrtmp.node.worker.attempt.Shared;
import java.nio.file.Path;
import java.util.Set;

/**
 * What every attempt with gst-launch shares.
 *
 * @param encoders elements, of video and of sound, that really encoded on this machine
 */
public record GstTools(Path launch, Set<String> encoders, Shared shared) {
  public GstTools {
    encoders = Set.copyOf(encoders);
  }
}
