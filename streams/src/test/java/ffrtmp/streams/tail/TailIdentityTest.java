package ffrtmp.streams.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.protocol.stream.FilePosition;
import ffrtmp.streams.forge.Rotator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tells one file from another, and how long it is remembered. */
class TailIdentityTest {
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
  void positionsFromAnotherMachineAreKnownByTheContent() throws IOException {
    log.write("a\nb\n");
    Rotator.run(log.rename());
    log.line("c");
    reader.read();
    reader.moveToAnotherMachine();
    reader.crash();
    log.line("d");
    assertThat(reader.read()).containsExactly("d");
  }

  @Test
  void filesThatBeginWithTheSameLineAreToldApart() throws IOException {
    for (int i = 0; i < 3; i++) {
      log.write("#heading\n" + "line " + i + "\n");
      assertThat(reader.read()).containsExactly("#heading", "line " + i);
      Rotator.run(log.rename());
      reader.crash();
    }
    assertThat(reader.positions.values()).extracting(FilePosition::firstLine).hasSize(3);
  }

  @Test
  void theSameLinesInTwoLogsAreReadTwice() throws IOException {
    Files.writeString(folder.resolve("steam-access.log"), "a\nb\n");
    Files.writeString(folder.resolve("riot-access.log"), "a\nb\n");
    assertThat(reader.read()).hasSize(4);
    reader.crash();
    assertThat(reader.read()).isEmpty();
    assertThat(reader.positions).hasSize(2);
  }

  @Test
  void aCopyThatLostItsLastLinesBringsNothingBack() throws IOException {
    log.write("a\nb\n");
    List<Rotator.Step> steps = log.copyTruncate();
    steps.get(0).run();
    log.copyRest();
    log.line("c");
    assertThat(reader.read()).containsExactly("a", "b", "c");
    log.truncate();
    log.line("d");
    assertThat(reader.read()).containsExactly("d");
    reader.crash();
    assertThat(reader.read()).isEmpty();
  }

  @Test
  void aRewrittenFileIsReadOnBehindTheLineThatWasLast() throws IOException {
    log.write("a\nb\nc\n");
    reader.read();
    log.replaceWith(List.of("a", "c", "d"));
    assertThat(reader.read()).containsExactly("d");
  }

  @Test
  void aFileWithoutTheLineThatWasLastIsAnotherFile() throws IOException {
    log.write("a\nb\nc\n");
    reader.read();
    log.replaceWith(List.of("a", "x", "y", "z"));
    assertThat(reader.read()).containsExactly("a", "x", "y", "z");
  }

  @Test
  void aTruncationBetweenTheLookAndTheReadingIsNoticed() throws IOException {
    log.write("a\nb\n");
    reader.read();
    log.line("c");
    reader.tail.scan();
    Rotator.run(log.copyTruncate());
    log.write("d\ne\nf\ng\n");
    while (reader.take()) {}
    assertThat(reader.commit()).containsExactly("c", "d", "e", "f", "g");
  }

  @Test
  void aPlaceInTheFolderThatMovedOnBetweenTheLookAndTheReadingIsNoticed() throws IOException {
    log.write("#heading\na\n");
    reader.tail.scan();
    Rotator.run(log.rename());
    log.write("#heading\nb\n");
    assertThat(reader.read()).containsExactly("#heading", "a", "#heading", "b");
    reader.crash();
    assertThat(reader.read()).isEmpty();
  }

  @Test
  void aFileThatIsMissingForAMomentIsNotForgotten() throws IOException {
    log.write("a\nb\n");
    reader.read();
    Path away = Files.move(log.live(), folder.resolve("moving"));
    for (int i = 0; i < 5; i++) reader.read();
    reader.crash();
    assertThat(reader.positions.values()).singleElement().matches(p -> p.gone() != 0);
    Files.move(away, log.rotated(1));
    assertThat(reader.read()).isEmpty();
    assertThat(reader.positions.values()).singleElement().matches(p -> p.gone() == 0);
  }

  @Test
  void aVanishedFileIsForgottenAfterADay() throws IOException {
    log.line("a");
    reader.read();
    Files.delete(log.live());
    reader.read();
    reader.read();
    assertThat(reader.positions).hasSize(1);
    reader.clock.pass(Duration.ofHours(25));
    reader.read();
    assertThat(reader.positions).isEmpty();
  }

  @Test
  void onlySoManyVanishedFilesAreRememberedTheLastOnesToGo() throws IOException {
    for (int i = 0; i < 1_005; i++) {
      Path file = folder.resolve("access.log-20251220-" + (i + 1));
      Files.writeString(file, "line " + i + "\n");
    }
    assertThat(reader.read()).hasSize(1_005);
    for (int i = 0; i < 1_005; i++) {
      Files.delete(folder.resolve("access.log-20251220-" + (i + 1)));
      if (i % 100 == 0) reader.read();
    }
    reader.read();
    reader.read();
    assertThat(reader.positions).hasSize(1_000);
    assertThat(reader.positions.values())
        .extracting(FilePosition::name)
        .doesNotContain("access.log-20251220-1");
  }

  @Test
  void filesThatAreNamedOnTheCommandLineAreReadAsTheyAre() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Path old =
        Files.write(other.resolve("foo.txt.1.gz"), Rotator.packed("a\n".getBytes(UTF_8), ".gz"));
    Path young = Files.writeString(other.resolve("foo.txt"), "b\nc");
    Path apart = Files.writeString(folder.resolve("foo.txt"), "z\n");
    reader.tail.close();
    reader.tail = Tail.ofFiles(List.of(young, old, apart, young), Reader.SETTINGS, reader.clock);
    reader.tail.scan();
    assertThat(reader.tail.series()).extracting(Series::name).containsExactly("foo.txt", "foo.txt");
    while (reader.take()) {}
    assertThat(reader.commit())
        .containsExactlyInAnyOrder("a", "b", "c", "z")
        .containsSubsequence("a", "b", "c");
    assertThat(reader.tail.lagBytes()).isZero();
  }

  @Test
  void aRotatedFileThatIsStillWrittenToHoldsUpItsSuccessorOnlyForAWhile() throws IOException {
    log.line("a");
    log.rename().get(0).run();
    Files.writeString(log.live(), "young\n");
    for (int tenths = 0; tenths < 30; tenths++) {
      log.line("late " + tenths);
      Files.setLastModifiedTime(log.rotated(1), FileTime.from(reader.clock.instant()));
      reader.tail.scan();
      while (reader.take()) {}
      boolean young = reader.commit().contains("young");
      assertThat(young).as("after %s tenths of a second", tenths).isEqualTo(tenths == 20);
      reader.clock.pass(Duration.ofMillis(100));
    }
    assertThat(reader.stored).hasSize(32);
  }
}
