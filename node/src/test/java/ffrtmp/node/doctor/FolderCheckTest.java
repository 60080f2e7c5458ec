package ffrtmp.node.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderCheckTest {
  @TempDir Path folder;

  @Test
  void aFolderThatIsThereIsTriedAndLeftAsItWas() throws Exception {
    Finding finding = Findings.only(check(folder));
    assertThat(finding.verdict()).isNotEqualTo(Verdict.FAIL);
    assertThat(finding.found()).contains(folder + ": ").contains(" free of ");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void oneThatIsNotThereIsLookedForAboveAndNotMade() throws Exception {
    Path missing = folder.resolve("a/b");
    assertThat(Findings.only(check(missing)).found()).contains(missing + ", to be made: ");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFileInItsPlaceIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    Findings.assertFails(
        Findings.only(check(file.resolve("media"))),
        file + " is no folder",
        "name a folder by --media-root");
  }

  @Test
  void whereNobodyMayWriteIsNotCalledFull() throws Exception {
    Findings.assertFails(
        Findings.only(check(Path.of("/proc"))), "/proc cannot be written to", "(chown)");
  }

  private static Check check(Path path) {
    return new FolderCheck("media root", "--media-root", path);
  }
}
