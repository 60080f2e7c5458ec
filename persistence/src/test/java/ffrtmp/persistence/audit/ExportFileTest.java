package ffrtmp.persistence.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of events is there whole or not at all, and takes nobody else's place. */
class ExportFileTest {
  @TempDir Path folder;

  @Test
  void whatIsNoFileIsNotReplacedByOne() {
    assertThat(Path.of("/dev/null")).as("this test needs it").exists();
    for (var place : new Path[] {Path.of("/dev/null"), folder}) {
      // nothing but a refusal may follow: as root, more would harm the machine
      assertThatThrownBy(() -> ExportFile.create(place))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is there and no file");
    }
  }

  @Test
  void aFileThatWasThereStaysUntilTheNextIsWhole() throws IOException {
    var place = Files.writeString(folder.resolve("events.ndjson"), "old");
    try (var broken = ExportFile.create(place)) {
      broken.out().write('x');
    }
    assertThat(place).hasContent("old");
    try (var whole = ExportFile.create(place)) {
      whole.out().write("new".getBytes(StandardCharsets.UTF_8));
      whole.complete();
    }
    assertThat(place).hasContent("new");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(place);
    }
  }
}
