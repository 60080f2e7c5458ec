package ffrtmp.node.doctor;

import ffrtmp.node.worker.hardware.Tried;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** GStreamer, the engine for those who want it: nobody has to have it. */
public final class GstreamerCheck implements Check {
  private static final String NAME = "gstreamer";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Optional<Path> launch;

  /**
   * @param launch its gst-launch-1.0; empty: it is not here
   */
  public GstreamerCheck(Optional<Path> launch) {
    this.launch = launch;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Duration patience() {
    return PATIENCE.multipliedBy(2);
  }

  @Override
  public List<Finding> look() throws IOException {
    if (launch.isEmpty())
      return List.of(Finding.ok(NAME, "not here; jobs of that engine go elsewhere"));
    String program = launch.get().toString();
    String version = Programs.firstLine(List.of(program, "--version")).orElse("of no version");
    Tried tried = Tried.run(trial(program), PATIENCE);
    return List.of(
        tried.status() == 0
            ? Finding.ok(NAME, version + ", x264enc really encodes")
            : Finding.warn(
                NAME,
                version + ", and x264enc does not encode",
                "install its plug-ins (Debian: gstreamer1.0-plugins-ugly), or do without"));
  }

  private static List<String> trial(String program) {
    String pipeline =
        "videotestsrc num-buffers=4 ! video/x-raw,format=I420,width=256,height=256 ! x264enc ! fakesink";
    List<String> words = new java.util.ArrayList<>(List.of(program, "--no-fault", "-q"));
    words.addAll(List.of(pipeline.split(" ", -1)));
    return words;
  }
}
