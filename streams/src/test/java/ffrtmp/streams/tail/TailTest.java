package ffrtmp.streams.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.streams.forge.Rotator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailTest {
  @TempDir Path folder;
  Rotator log;
  Reader reader;

  @BeforeEach
  void begin() throws IOException {
    log = new Rotator(folder, "access.log");
    reader = new Reader(folder);
  }

  @AfterEach
  void end() throws IOException {
    log.close();
    reader.close();
  }

  @Test
  void linesComeOnceAndAPartialOneWaitsForItsNewline() throws IOException {
    log.write("a\nb\nc");
    assertThat(reader.read()).containsExactly("a", "b");
    assertThat(reader.read()).isEmpty();
    log.write("d\n");
    assertThat(reader.read()).containsExactly("cd");
  }

  @Test
  void aRestartGoesOnWhereTheStoredPositionStands() throws IOException {
    log.write("a\nb\n");
    reader.read();
    reader.crash();
    log.line("c");
    assertThat(reader.read()).containsExactly("c");
  }

  @Test
  void aRenamedFileIsReadToItsEndBeforeItsSuccessor() throws IOException {
    log.line("a");
    reader.read();
    log.line("b");
    Rotator.run(log.rename());
    log.line("c");
    assertThat(reader.read()).containsExactly("b", "c");
  }

  @Test
  void aWriterThatWasNotToldYetIsHeardInTheRenamedFile() throws IOException {
    log.line("a");
    List<Rotator.Step> steps = log.rename();
    steps.get(0).run();
    log.line("b");
    assertThat(reader.read()).containsExactly("a", "b");
    log.line("c");
    steps.get(1).run();
    log.line("d");
    assertThat(reader.read()).containsExactly("c", "d");
  }

  @Test
  void whatIsAddedToARotatedFileAfterItsSuccessorBeganIsReadToo() throws IOException {
    log.line("a");
    Rotator.run(log.rename());
    log.line("c");
    assertThat(reader.read()).containsExactly("a", "c");
    Files.writeString(log.rotated(1), "a\nb\n");
    assertThat(reader.read()).containsExactly("b");
  }

  @Test
  void theUnreadRestOfATruncatedFileIsReadFromItsCopy() throws IOException {
    log.write("a\nb\n");
    reader.read();
    log.write("c\nd\n");
    Rotator.run(log.copyTruncate());
    log.line("e");
    assertThat(reader.read()).containsExactly("c", "d", "e");
  }

  @Test
  void aTruncatedFileThatGrewPastItsOldPositionIsNoticed() throws IOException {
    log.write("a\nb\n");
    reader.read();
    log.line("c");
    Rotator.run(log.copyTruncate());
    log.write("d\ne\nf\ng\nh\n");
    assertThat(reader.read()).containsExactly("c", "d", "e", "f", "g", "h");
  }

  @Test
  void aCopyThatIsBeingMadeIsNotReadTwice() throws IOException {
    log.write("a\nb\nc\nd\n");
    List<Rotator.Step> steps = log.copyTruncate();
    steps.get(0).run();
    assertThat(reader.read()).containsExactly("a", "b", "c", "d");
    Rotator.run(steps.subList(1, steps.size()));
    assertThat(reader.read()).isEmpty();
  }

  @Test
  void aFileThatWasReadIsKnownWhenItIsPacked() throws IOException {
    for (String suffix : List.of(".gz", ".zst")) {
      log.line("a" + suffix);
      reader.read();
      log.line("b" + suffix);
      Rotator.run(log.rename());
      for (Rotator.Step step : log.pack(log.rotated(1), suffix)) {
        step.run();
        assertThat(reader.read()).as("no line twice").doesNotContain("a" + suffix);
        reader.crash();
      }
    }
    assertThat(reader.stored).containsExactly("a.gz", "b.gz", "a.zst", "b.zst");
  }

  @Test
  void rotationsAreReadOldestFirstWhateverTheyArePackedIn() throws IOException {
    Files.write(folder.resolve("access.log.3.gz"), Rotator.packed("a\nb\n".getBytes(UTF_8), ".gz"));
    Files.write(folder.resolve("access.log.2.zst"), Rotator.packed("c\n".getBytes(UTF_8), ".zst"));
    Files.writeString(folder.resolve("access.log.1"), "d\n");
    Files.writeString(folder.resolve("access.log-20251219"), "y\n");
    Files.writeString(folder.resolve("access.log-20251218"), "x\n");
    log.line("e");
    assertThat(reader.read()).containsExactly("x", "y", "a", "b", "c", "d", "e");
    reader.crash();
    assertThat(reader.read()).isEmpty();
  }

  @Test
  void theLastLineOfAPackedFileNeedsNoNewline() throws IOException {
    Files.write(folder.resolve("access.log.1.gz"), Rotator.packed("a\nb".getBytes(UTF_8), ".gz"));
    assertThat(reader.read()).containsExactly("a", "b");
    reader.crash();
    assertThat(reader.read()).isEmpty();
  }

  @Test
  void aFileThatIsWrittenAnewWithTheSameLinesIsReadOn() throws IOException {
    log.write("a\nb\n");
    reader.read();
    log.line("c");
    Rotator.run(log.rewrite());
    log.line("d");
    assertThat(reader.read()).containsExactly("c", "d");
  }

  @Test
  void aDeletedRotationShiftsNothing() throws IOException {
    log.line("a");
    Rotator.run(log.rename());
    log.line("b");
    Rotator.run(log.rename());
    log.line("c");
    reader.read();
    Files.delete(log.rotated(2));
    log.line("d");
    assertThat(reader.read()).containsExactly("d");
    assertThat(reader.lagAndUnreadable()).isEqualTo("0/0");
  }
}
