package ffrtmp.node.worker.hardware;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the GStreamer of this machine can do, by trying: an element counts when it really has
 * encoded a few buffers, and a muxer took them.
 *
 * @param installed the program and the plug-ins, by which a cached answer is recognised
 * @param encoders elements, of video and of sound
 */
record GstFacts(String installed, Set<String> encoders) {
  static final GstFacts NONE = new GstFacts("", Set.of());

  private static final String PICTURE =
      "videotestsrc num-buffers=4 ! video/x-raw,format=I420,width=256,height=256";
  private static final String TONE = "audiotestsrc num-buffers=4 ! audioconvert";

  /** What {@code identity} says of a buffer that it passes on. */
  private static final Pattern BUFFER =
      Pattern.compile("chain +\\*+ \\(encoded:sink\\) \\([1-9]\\d* bytes");

  /** The first try of all may have to list every plug-in of the machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private enum Candidate {
    X264(PICTURE, "x264enc", "h264parse"),
    X265(PICTURE, "x265enc", "h265parse"),
    VP9(PICTURE, "vp9enc", "vp9parse"),
    AAC(TONE, "avenc_aac", "aacparse"),
    OPUS(TONE, "opusenc", "opusparse");

    private final String source;
    private final String element;
    private final String parser;

    Candidate(String source, String element, String parser) {
      this.source = source;
      this.element = element;
      this.parser = parser;
    }

    List<String> words(Path launch) {
      List<String> words =
          new ArrayList<>(List.of(launch.toString(), "--no-fault", "-v", "-X", "caps"));
      words.addAll(List.of(source.split(" ", -1)));
      words.addAll(List.of("!", element, "!", parser, "!", "identity", "name=encoded"));
      words.addAll(List.of("silent=false", "!", "matroskamux", "!", "fakesink"));
      return words;
    }
  }

  GstFacts {
    encoders = Set.copyOf(encoders);
  }

  /**
   * Tries every element, or remembers how that went; a program that cannot be started has none.
   *
   * @throws IOException when the folder cannot be written to
   */
  static GstFacts of(Path launch, Path workDir) throws IOException {
    if (!Files.isExecutable(launch)) return NONE;
    String installed = installed(launch.toRealPath());
    Remembered<GstFacts> cache =
        new Remembered<>(workDir.resolve("gstreamer-facts.json"), GstFacts.class);
    Optional<GstFacts> known = cache.read().filter(facts -> facts.installed.equals(installed));
    if (known.isPresent()) return known.get();
    Map<Candidate, Tried> tries = new EnumMap<>(Candidate.class);
    for (Candidate candidate : Candidate.values()) {
      tries.put(candidate, tried(candidate.words(launch)));
    }
    GstFacts found = new GstFacts(installed, working(tries));
    // one that took too long may only have met a busy machine: the next start tries again
    if (tries.values().stream().noneMatch(Tried::tookTooLong)) cache.write(found);
    return found;
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
    return encoders.stream().anyMatch(element -> codec(element).isPresent());
  }

  private static Set<String> working(Map<Candidate, Tried> tries) {
    Set<String> working = new TreeSet<>();
    tries.forEach(
        (candidate, tried) -> {
          // an exit status says only that it ended: what was encoded has passed the identity
          boolean encoded = tried.status() == 0 && BUFFER.matcher(tried.text()).find();
          if (encoded) working.add(candidate.element);
        });
    return working;
  }

  private static Tried tried(List<String> words) {
    try {
      return Tried.run(words, PATIENCE);
    } catch (IOException noSuchProgram) {
      return new Tried(127, String.valueOf(noSuchProgram.getMessage()));
    }
  }

  /** What changes when GStreamer or a plug-in is installed, removed or replaced. */
  private static String installed(Path launch) throws IOException {
    List<String> all = new ArrayList<>();
    all.add(launch + " " + Files.size(launch) + " " + Files.getLastModifiedTime(launch));
    Path bin = launch.getParent();
    Path prefix = bin == null ? null : bin.getParent();
    if (prefix != null) {
      for (Path folder : plugIns(prefix)) {
        all.add(folder + " " + Files.getLastModifiedTime(folder));
      }
    }
    System.getenv()
        .forEach(
            (name, value) -> {
              if (name.startsWith("GST_")) all.add(name + "=" + value);
            });
    all.sort(null);
    return String.join("\n", all);
  }

  private static List<Path> plugIns(Path prefix) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> libraries = Files.newDirectoryStream(prefix, "lib*")) {
      for (Path library : libraries) {
        if (!Files.isDirectory(library)) continue;
        found.add(library.resolve("gstreamer-1.0"));
        try (DirectoryStream<Path> machines = Files.newDirectoryStream(library, "*-*-*")) {
          machines.forEach(machine -> found.add(machine.resolve("gstreamer-1.0")));
        }
      }
    }
    found.removeIf(folder -> !Files.isDirectory(folder));
    return found;
  }
}
