package ffrtmp.node.process;

import ffrtmp.node.worker.StaticFfmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The real ffmpeg, but no faster than the film: what it runs, runs for as long as that lasts. */
final class RealTimeFfmpeg {
  private RealTimeFfmpeg() {}

  /** A program in {@code folder} that is ffmpeg to whoever starts it. */
  static Path in(Path folder) throws IOException {
    Path script = folder.resolve("in-real-time");
    Files.writeString(
        script,
        """
        #!/bin/sh
        case "$*" in
          *.part*) exec "%1$s" -re "$@" ;;
          *) exec "%1$s" "$@" ;;
        esac
        """
            .formatted(StaticFfmpeg.program()));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }
}
