package ffrtmp.node.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where ffmpeg is looked for, and what is said when there is none. */
class FfmpegSearchTest {
  private static final String JAR = "jave-nativebin-linux64-3.5.0.jar";

  @TempDir Path folder;
  private final List<String> said = new ArrayList<>();

  @Test
  void theNamedOneIsTaken() throws Exception {
    Path named = program("mine");
    assertThat(search().find(named).path()).isEqualTo(named.toRealPath());
    assertThat(said).isEmpty();
  }

  @Test
  void aNameThatIsNoProgramIsAnError() {
    assertThatThrownBy(() -> search().find(folder.resolve("none")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("--ffmpeg");
  }

  @Test
  void theFirstOnThePathIsTaken() throws Exception {
    Path onPath = program("ffmpeg");
    assertThat(search().find(null).path()).isEqualTo(onPath);
  }

  @Test
  void withoutFfmpegAndMavenTheErrorSaysWhatToDo() {
    assertThatThrownBy(() -> search().find(null))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("install ffmpeg, or name one with --ffmpeg");
  }

  @Test
  void theStaticBuildOfTheLocalRepositoryIsTakenAloudAndKept() throws Exception {
    Path repository =
        Files.createDirectories(
            folder.resolve(".m2/repository/ws/schild/jave-nativebin-linux64/3.5.0"));
    Files.copy(jar(), repository.resolve(JAR));
    Path taken = search().find(null).path();
    assertThat(taken).isExecutable().startsWith(folder.resolve("cache/ffrtmp"));
    assertThat(said).hasSize(1).first().asString().contains("old");
    Files.delete(repository.resolve(JAR));
    assertThat(search().find(null).path()).isEqualTo(taken);
  }

  @Test
  void aBuildThatIsNotTheKnownOneIsRefused() throws Exception {
    Path repository =
        Files.createDirectories(
            folder.resolve(".m2/repository/ws/schild/jave-nativebin-linux64/3.5.0"));
    try (var zip = new ZipOutputStream(Files.newOutputStream(repository.resolve(JAR)))) {
      zip.putNextEntry(new ZipEntry("ws/schild/jave/nativebin/ffmpeg-amd64"));
      zip.write(1);
    }
    assertThatThrownBy(() -> search().find(null)).hasMessageContaining("not the expected one");
    assertThat(folder.resolve("cache/ffrtmp/ffmpeg-4.4.1-static/ffmpeg")).doesNotExist();
  }

  private FfmpegSearch search() {
    Map<String, String> environment =
        Map.of(
            "PATH", folder.toString(),
            "HOME", folder.toString(),
            "XDG_CACHE_HOME", folder.resolve("cache").toString());
    return new FfmpegSearch(environment, said::add);
  }

  private Path program(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private static Path jar() {
    return Arrays.stream(System.getProperty("java.class.path").split(":", -1))
        .filter(entry -> entry.endsWith(JAR))
        .map(Path::of)
        .findFirst()
        .orElseThrow();
  }
}
