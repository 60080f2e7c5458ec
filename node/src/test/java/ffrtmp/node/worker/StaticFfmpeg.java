package ffrtmp.node.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The ffmpeg that is on the tests' class path, taken out once for each machine. */
public final class StaticFfmpeg {
  private static final String ENTRY = "/ws/schild/jave/nativebin/ffmpeg-amd64";
  private static final Path PROGRAM = extract();

  private StaticFfmpeg() {}

  public static Path program() {
    return PROGRAM;
  }

  private static Path extract() {
    Path program = Path.of("target", "test-ffmpeg", "ffmpeg").toAbsolutePath();
    if (Files.isExecutable(program)) return program;
    try (InputStream in = StaticFfmpeg.class.getResourceAsStream(ENTRY)) {
      if (in == null) throw new IllegalStateException(ENTRY + " is not on the class path");
      Files.createDirectories(program.getParent());
      Path fresh = Files.createTempFile(program.getParent(), "ffmpeg", ".new");
      Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
      if (!fresh.toFile().setExecutable(true)) throw new IOException("cannot make it a program");
      return Files.move(fresh, program, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
