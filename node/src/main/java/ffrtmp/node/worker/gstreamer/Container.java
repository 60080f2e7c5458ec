package ffrtmp.node.worker.gstreamer;

import ffrtmp.node.worker.media.Refused;
import ffrtmp.protocol.job.FailureReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Recognises a real container by its first bytes. GStreamer would recognise playlists too, which
 * can name any file or address; so its own choice is not asked for.
 */
final class Container {
  private static final int LOOK = 377;

  private Container() {}

  /**
   * The element that takes the file apart.
   *
   * @throws Refused input_error when it is none of the containers that are known to be harmless
   */
  static String demuxer(Path file) throws IOException, Refused {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(LOOK);
    }
    return demuxer(head)
        .orElseThrow(
            () ->
                new Refused(
                    FailureReason.INPUT_ERROR,
                    "input is no container that engine gstreamer takes: " + file.getFileName()));
  }

  static Optional<String> demuxer(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (at(text, 4, "ftyp") || at(text, 4, "moov") || at(text, 4, "mdat")) {
      return Optional.of("qtdemux");
    }
    if (at(text, 0, "\u001aE\u00df\u00a3")) return Optional.of("matroskademux");
    if (at(text, 0, "FLV")) return Optional.of("flvdemux");
    if (at(text, 0, "OggS")) return Optional.of("oggdemux");
    if (at(text, 0, "RIFF") && at(text, 8, "AVI ")) return Optional.of("avidemux");
    boolean packets = at(text, 0, "G") && at(text, 188, "G") && at(text, 376, "G");
    return packets ? Optional.of("tsdemux") : Optional.empty();
  }

  private static boolean at(String text, int place, String word) {
    return text.startsWith(word, place);
  }
}
