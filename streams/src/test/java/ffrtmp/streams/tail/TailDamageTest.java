package ffrtmp.streams.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import ffrtmp.streams.forge.Rotator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are damaged, unreadable, not there yet, or no logs at all. */
class TailDamageTest {
  @TempDir Path folder;
  Reader reader;

  @BeforeEach
  void begin() {
    reader = new Reader(folder);
  }

  @AfterEach
  void end() {
    reader.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {".gz", ".zst"})
  void aPackedFileIsReadUpToItsDamageAndNotAgain(String suffix) throws IOException {
    byte[] packed = packed(3_000, suffix);
    packed[packed.length / 2] ^= 0x55;
    packed[packed.length / 2 + 1] ^= 0x55;
    Path file = Files.write(folder.resolve("access.log.1" + suffix), packed);
    List<String> read = reader.read();
    assertThat(read).as("what stands before the damage").hasSizeGreaterThan(0);
    assertThat(read.get(0)).startsWith("0 ");
    assertThat(reader.positions.values()).allMatch(position -> position.complete());
    reader.crash();
    assertThat(reader.read()).isEmpty();
    assertThat(file).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {".gz", ".zst"})
  void aPackedFileThatIsBeingWrittenIsReadOnAsItGrows(String suffix) throws IOException {
    byte[] packed = packed(3_000, suffix);
    Path file = folder.resolve("access.log.1" + suffix);
    Files.write(file, Arrays.copyOf(packed, packed.length / 2));
    reader.tail.scan();
    while (reader.take()) {}
    int first = reader.commit().size();
    Files.write(file, packed);
    reader.crash();
    assertThat(first + reader.read().size()).isEqualTo(3_000);
    assertThat(reader.stored.get(2_999)).startsWith("2999 ");
  }

  @Test
  void aLoopOfLinksHidesNoOtherFile() throws IOException {
    Files.createSymbolicLink(folder.resolve("access.log.1"), Path.of("access.log.1"));
    Files.writeString(folder.resolve("access.log"), "live\n");
    assertThat(reader.read()).containsExactly("live");
    assertThat(reader.tail.unreadable()).isOne();
    Files.delete(folder.resolve("access.log.1"));
    reader.tail.scan();
    assertThat(reader.tail.unreadable()).isZero();
  }

  @Test
  void aFileThatIsNotPackedAsItsNameSaysIsComplainedOf() throws IOException {
    Files.writeString(folder.resolve("access.log.1.gz"), "no gzip at all\n");
    Files.writeString(folder.resolve("access.log"), "live\n");
    assertThat(reader.read()).containsExactly("live");
    assertThat(reader.tail.unreadable()).isOne();
  }

  @Test
  void aPackedFileThatStopsInTheMiddleForGoodIsLeftAtThat() throws IOException {
    byte[] packed = packed(3_000, ".gz");
    Files.write(folder.resolve("access.log.1.gz"), Arrays.copyOf(packed, packed.length / 2));
    Files.writeString(folder.resolve("access.log"), "live\n");
    assertThat(reader.read()).last().isEqualTo("live");
    assertThat(reader.tail.lagBytes()).isZero();
    assertThat(reader.positions.values()).filteredOn(p -> p.complete()).hasSize(1);
  }

  @Test
  void aPackedFileThatWasReadIsNotUnpackedAgain() throws IOException {
    Path file = folder.resolve("access.log.1.gz");
    byte[] packed = packed(100, ".gz");
    Files.write(file, packed);
    FileTime time = Files.getLastModifiedTime(file);
    assertThat(reader.read()).hasSize(100);
    Files.write(file, new byte[packed.length]);
    Files.setLastModifiedTime(file, time);
    Files.move(file, folder.resolve("access.log.2.gz"));
    for (int i = 0; i < 3; i++) {
      reader.crash();
      assertThat(reader.read()).isEmpty();
    }
    assertThat(reader.positions.values())
        .singleElement()
        .matches(p -> p.complete() && p.gone() == 0);
  }

  @Test
  void aPackedFileIsIgnoredWhileThePlainOneIsThere() throws IOException {
    Files.writeString(folder.resolve("access.log.1"), "a\nb\n");
    Files.write(folder.resolve("access.log.1.gz"), Rotator.packed("a\n".getBytes(UTF_8), ".gz"));
    assertThat(reader.read()).containsExactly("a", "b");
  }

  @Test
  void anUnreadableFileStopsNoOtherAndIsTriedAgain() throws IOException {
    Path file = folder.resolve("access.log");
    makeUnreadable(file);
    Files.writeString(folder.resolve("steam-access.log"), "s\n");
    assertThat(reader.read()).containsExactly("s");
    assertThat(reader.tail.unreadable()).isEqualTo(1);
    Files.delete(file);
    Files.writeString(file, "a\n");
    assertThat(reader.read()).containsExactly("a");
    assertThat(reader.tail.unreadable()).isZero();
  }

  /** Root reads whatever it likes, apart from what the kernel made for writing only. */
  private static void makeUnreadable(Path file) throws IOException {
    Files.writeString(file, "a\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    if (!Files.isReadable(file)) return;
    Files.delete(file);
    Path writeOnly = Path.of("/sys/bus/platform/drivers_probe");
    if (!Files.exists(writeOnly)) {
      System.out.println("SKIPPED: root can read every file here");
      abort("root can read every file here");
    }
    Files.createSymbolicLink(file, writeOnly);
  }

  @Test
  void whatIsNoFileIsNoLog() throws IOException {
    Files.createSymbolicLink(folder.resolve("access.log"), Path.of("/dev/null"));
    Files.createSymbolicLink(folder.resolve("stream-access.log"), Path.of("/nowhere"));
    Files.createDirectory(folder.resolve("steam-access.log"));
    Files.createFile(folder.resolve("riot-access.log"));
    assertThat(reader.read()).isEmpty();
    assertThat(reader.lagAndUnreadable()).isEqualTo("0/0");
  }

  @Test
  void aFileThatVanishesBetweenTheLookAndTheReadingIsNoError() throws IOException {
    Files.writeString(folder.resolve("access.log"), "a\n");
    Files.writeString(folder.resolve("steam-access.log"), "s\n");
    reader.tail.scan();
    Files.delete(folder.resolve("access.log"));
    assertThat(reader.read()).containsExactly("s");
  }

  @Test
  void theFolderMayComeLater() throws IOException {
    Path later = folder.resolve("later");
    try (Reader waiting = new Reader(later)) {
      assertThat(waiting.read()).isEmpty();
      Files.createDirectory(later);
      Files.writeString(later.resolve("access.log"), "a\n");
      assertThat(waiting.read()).containsExactly("a");
    }
  }

  @Test
  void aDeletedFileThatWasBegunIsReadToItsEnd() throws IOException {
    Path file = folder.resolve("access.log");
    Files.writeString(file, "x".repeat(1_000).concat("\n").repeat(10));
    reader.tail.scan();
    reader.take();
    Files.delete(file);
    assertThat(reader.read()).hasSize(10);
    reader.clock.pass(Duration.ofMinutes(1));
    assertThat(reader.read()).isEmpty();
    assertThat(reader.tail.lagBytes()).isZero();
  }

  private static byte[] packed(int lines, String suffix) throws IOException {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) text.append(i + " " + random.nextLong() + "\n");
    return Rotator.packed(text.toString().getBytes(UTF_8), suffix);
  }
}
