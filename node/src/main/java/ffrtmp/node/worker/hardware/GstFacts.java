package ffrtmp.node.worker.hardware;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the GStreamer of this machine can do, by trying: an element counts when it really has
 * encoded a few buffers.
 *
 * @param encoders elements, of video and of sound
 */
record GstFacts(Set<String> encoders) {
  static final GstFacts NONE = new GstFacts(Set.of());

  private static final List<String> VIDEO = List.of("x264enc", "x265enc", "vp9enc");
  private static final List<String> AUDIO = List.of("avenc_aac", "opusenc");

  /** The first try of all may have to list every plug-in of the machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  GstFacts {
    encoders = Set.copyOf(encoders);
  }

  /** Tries every element; a program that cannot be started has none. */
  static GstFacts of(Path launch) {
    Set<String> working = new TreeSet<>();
    for (String element : VIDEO) {
      List<String> source =
          List.of(
              "videotestsrc", "num-buffers=4", "!", "video/x-raw,format=I420,width=256,height=256");
      if (encodes(launch, source, element)) working.add(element);
    }
    for (String element : AUDIO) {
      List<String> source = List.of("audiotestsrc", "num-buffers=4", "!", "audioconvert");
      if (encodes(launch, source, element)) working.add(element);
    }
    return new GstFacts(working);
  }

  /** The codec that an encoder of video makes. */
  static Optional<String> codec(String element) {
    return switch (element) {
      case "x264enc" -> Optional.of("h264");
      case "x265enc" -> Optional.of("hevc");
      case "vp9enc" -> Optional.of("vp9");
      default -> Optional.empty();
    };
  }

  /** Whether there is any video that it can encode. */
  boolean usable() {
    return encoders.stream().anyMatch(VIDEO::contains);
  }

  private static boolean encodes(Path launch, List<String> source, String element) {
    List<String> words = new ArrayList<>(List.of(launch.toString(), "--no-fault", "-q"));
    words.addAll(source);
    words.addAll(List.of("!", element, "!", "fakesink"));
    try {
      return Tried.run(words, PATIENCE).status() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    }
  }
}
