package ffrtmp.streams.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.streams.forge.Rotator;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of every length; a chunk is 4 KiB here, and a line at most 1 KiB. */
class TailLinesTest {
  @TempDir Path folder;
  Path file;
  Reader reader;

  @BeforeEach
  void begin() {
    file = folder.resolve("access.log");
    reader = new Reader(folder);
  }

  @AfterEach
  void end() {
    reader.close();
  }

  @Test
  void linesAcrossChunksAreWhole() throws IOException {
    List<String> lines = IntStream.range(0, 5_000).mapToObj(i -> i + "y".repeat(i % 900)).toList();
    Files.writeString(file, String.join("\n", lines) + "\n");
    assertThat(reader.read()).isEqualTo(lines);
  }

  @Test
  void packedLinesAcrossChunksAreWholeAlsoThroughCrashes() throws IOException {
    List<String> lines = IntStream.range(0, 500).mapToObj(i -> i + "y".repeat(i % 900)).toList();
    byte[] text = (String.join("\n", lines) + "\n").getBytes(UTF_8);
    Files.write(folder.resolve("access.log.1.gz"), Rotator.packed(text, ".gz"));
    reader.tail.scan();
    while (reader.take()) {
      reader.commit();
      reader.take();
      reader.crash();
      reader.tail.scan();
    }
    reader.commit();
    assertThat(reader.stored).isEqualTo(lines);
  }

  @Test
  void aLineThatIsTooLongIsCountedAndItsNeighboursAreIntact() throws IOException {
    String most = "m".repeat(1024);
    Files.writeString(
        file, "a\n" + "x".repeat(1025) + "\n" + most + "\n" + "x".repeat(9_000) + "\nb\n");
    assertThat(reader.read()).containsExactly("a", most, "b");
    assertThat(reader.tooLong).isEqualTo(2);
    assertThat(reader.lagAndUnreadable()).isEqualTo("0/0");
  }

  @Test
  void aLineThatIsTooLongAndNotCompleteYetIsBegunAgainAfterARestart() throws IOException {
    Files.writeString(file, "a\n" + "x".repeat(9_000));
    assertThat(reader.read()).containsExactly("a");
    reader.crash();
    assertThat(reader.read()).isEmpty();
    append("x".repeat(9_000));
    assertThat(reader.read()).isEmpty();
    assertThat(reader.tooLong).isZero();
    append("\nb\n");
    assertThat(reader.read()).containsExactly("b");
    assertThat(reader.tooLong).isEqualTo(1);
  }

  @Test
  void aHundredMegabytesWithoutANewlineArePassedOver() throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.write("a\nx".getBytes(UTF_8));
      sparse.setLength(100_000_000);
    }
    append("\nb\n");
    assertThat(reader.read()).containsExactly("a", "b");
    assertThat(reader.tooLong).isEqualTo(1);
  }

  @Test
  void theLineBehindAHoleOfNulsIsNotLostWithIt() throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(10_000); // a writer without O_APPEND after copytruncate
    }
    append("a\nb\n");
    assertThat(reader.read()).containsExactly("a", "b");
    assertThat(reader.tooLong).isEqualTo(1);
    reader.crash();
    append("c\n");
    assertThat(reader.read()).containsExactly("c");
  }

  @Test
  void aPackedLineThatIsTooLongIsCounted() throws IOException {
    byte[] text = ("a\n" + "x".repeat(9_000) + "\nb\n" + "x".repeat(9_000)).getBytes(UTF_8);
    Files.write(folder.resolve("access.log.1.zst"), Rotator.packed(text, ".zst"));
    assertThat(reader.read()).containsExactly("a", "b");
    assertThat(reader.tooLong).isEqualTo(2);
    reader.crash();
    assertThat(reader.read()).isEmpty();
    assertThat(reader.tooLong).isEqualTo(2);
  }

  @Test
  void blankLinesAreLines() throws IOException {
    Files.writeString(file, "\n\na\n\n");
    assertThat(reader.read()).containsExactly("", "", "a", "");
  }

  private void append(String text) throws IOException {
    Files.writeString(file, text, java.nio.file.StandardOpenOption.APPEND);
  }
}
