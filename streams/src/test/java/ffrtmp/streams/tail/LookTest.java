package ffrtmp.streams.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.streams.forge.Rotator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens to files while they are looked at: at every call, and in every manner. */
class LookTest {
  private static final int MOST_CALLS = 10_000;

  /** What a tool does, one call of the operating system at a time. */
  enum Manner {
    RENAME {
      @Override
      List<Rotator.Step> steps(Rotator log) {
        return log.rename();
      }
    },
    RENAME_CREATE {
      @Override
      List<Rotator.Step> steps(Rotator log) {
        return log.renameCreate();
      }
    },
    RENAME_DATED {
      @Override
      List<Rotator.Step> steps(Rotator log) {
        return log.renameDated("20251220");
      }
    },
    COPY_TRUNCATE {
      @Override
      List<Rotator.Step> steps(Rotator log) {
        return log.copyTruncate();
      }
    },
    COPY_TRUNCATE_REGROWN {
      @Override
      List<Rotator.Step> steps(Rotator log) {
        return log.copyTruncate();
      }

      @Override
      List<String> linesAfter() {
        return List.of("live 3", "live 4", "live 5", "live 6");
      }
    },
    GZIP {
      @Override
      List<Rotator.Step> steps(Rotator log) {
        return log.pack(log.rotated(1), ".gz");
      }
    },
    ZSTD {
      @Override
      List<Rotator.Step> steps(Rotator log) {
        return log.pack(log.rotated(1), ".zst");
      }
    },
    RENAME_AND_GZIP {
      @Override
      List<Rotator.Step> steps(Rotator log) {
        return Stream.concat(log.rename().stream(), log.pack(log.rotated(2), ".gz").stream())
            .toList();
      }
    },
    REWRITE {
      @Override
      List<Rotator.Step> steps(Rotator log) {
        return log.rewrite();
      }
    };

    abstract List<Rotator.Step> steps(Rotator log);

    List<String> linesAfter() {
      return List.of("live 3");
    }
  }

  /** How much was read before the look. */
  enum Known {
    NOTHING,
    SOME,
    SOME_BY_AN_EARLIER_LIFE,
    ALL
  }

  @ParameterizedTest
  @EnumSource(Manner.class)
  void everyLineIsReadOnceWheneverDuringALookFilesAreRotated(Manner manner) throws IOException {
    for (Known known : Known.values()) {
      for (int callsBetween = 0; callsBetween < 4; callsBetween += 3) {
        int from = 0;
        while (happensWithinOneLook(manner, known, from, callsBetween)) from++;
        assertThat(from).as("calls of a look").isBetween(5, MOST_CALLS);
      }
    }
  }

  /**
   * @param from the call before which the first step happens
   * @return whether there are so many calls in a look
   */
  private static boolean happensWithinOneLook(
      Manner manner, Known known, int from, int callsBetween) throws IOException {
    try (MemoryFolder folder = MemoryFolder.create();
        Rotator log = new Rotator(folder.path(), "access.log")) {
      Reader reader = new Reader(folder.disk(), folder.path(), Storm.SETTINGS, folder.clock());
      List<String> lines = write(folder, log, reader, known);
      Deque<Rotator.Step> steps = new ArrayDeque<>(manner.steps(log));
      steps.add(() -> write(log, manner.linesAfter(), lines));
      int all = steps.size();
      int[] call = {0};
      folder.disk().before(() -> passOn(steps, call[0]++ - from, callsBetween));
      reader.tail.scan();
      boolean happened = steps.size() < all;
      while (!steps.isEmpty()) steps.remove().run();
      folder.disk().before(() -> false);
      for (int i = 0; i < 3; i++) {
        folder.clock().pass(Duration.ofSeconds(1));
        read(reader);
      }
      assertThat(reader.stored)
          .as("%s, %s known, from call %s on, each %s calls", manner, known, from, callsBetween + 1)
          .containsExactlyInAnyOrderElementsOf(lines);
      assertThat(reader.lagAndUnreadable()).isEqualTo("0/0");
      return happened;
    }
  }

  private static boolean passOn(Deque<Rotator.Step> steps, int call, int callsBetween)
      throws IOException {
    if (call < 0 || call % (callsBetween + 1) != 0 || steps.isEmpty()) return false;
    steps.remove().run();
    return true;
  }

  private static List<String> write(MemoryFolder folder, Rotator log, Reader reader, Known known)
      throws IOException {
    List<String> lines = new ArrayList<>();
    write(log, List.of("old 1", "old 2"), lines);
    Files.write(folder.path().resolve("access.log.2.gz"), Rotator.packed(text(lines), ".gz"));
    log.truncate();
    write(log, List.of("young 1", "young 2"), lines);
    Rotator.run(List.of(() -> Files.move(log.live(), log.rotated(1)), log::reopen));
    write(log, List.of("live 1"), lines);
    if (known != Known.NOTHING) read(reader);
    if (known != Known.ALL) write(log, List.of("live 2"), lines);
    if (known == Known.SOME_BY_AN_EARLIER_LIFE) reader.crash();
    folder.clock().pass(Duration.ofSeconds(1));
    return lines;
  }

  private static void write(Rotator log, List<String> fresh, List<String> lines)
      throws IOException {
    for (String line : fresh) log.line(line);
    lines.addAll(fresh);
  }

  private static byte[] text(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(UTF_8);
  }

  private static void read(Reader reader) throws IOException {
    reader.tail.scan();
    while (reader.take()) {}
    reader.commit();
  }

  @Test
  void aLogThatIsRotatedDuringEveryLookIsReadNevertheless() throws IOException {
    try (Turning log = Turning.create("")) {
      for (int i = 0; i < 3; i++) read(log.reader);
      assertThat(log.reader.stored).hasSizeGreaterThan(20).doesNotHaveDuplicates();
      log.turns = false;
      read(log.reader);
      assertThat(log.reader.stored).containsExactlyInAnyOrderElementsOf(log.lines);
      assertThat(log.reader.tail.lagBytes()).isZero();
    }
  }

  @Test
  void filesThatBeginAlikeWaitUntilNoneOfThemMoves() throws IOException {
    try (Turning log = Turning.create("#heading\n")) {
      for (int i = 0; i < 3; i++) read(log.reader);
      assertThat(log.reader.stored).isEmpty();
      assertThat(log.reader.tail.lagBytes()).isPositive();
      log.turns = false;
      read(log.reader);
      assertThat(log.reader.stored)
          .filteredOn(line -> !line.startsWith("#"))
          .containsExactlyInAnyOrderElementsOf(log.lines);
    }
  }

  /** A log that is written and rotated before each listing of its folder. */
  private static final class Turning implements Disk, AutoCloseable {
    final List<String> lines = new ArrayList<>();
    final Reader reader;
    boolean turns = true;
    private final MemoryFolder folder;
    private final Rotator log;
    private final String heading;

    private Turning(MemoryFolder folder, String heading) throws IOException {
      this.folder = folder;
      this.heading = heading;
      this.log = new Rotator(folder.path(), "access.log");
      this.reader = new Reader(this, folder.path(), Storm.SETTINGS, folder.clock());
    }

    static Turning create(String heading) throws IOException {
      return new Turning(MemoryFolder.create(), heading);
    }

    @Override
    public List<Path> entries(Path path) throws IOException {
      if (turns) {
        log.write(heading);
        write(log, List.of("line " + lines.size()), lines);
        Rotator.run(log.renameDated("20251220-" + lines.size()));
      }
      return folder.disk().entries(path);
    }

    @Override
    public Optional<Stat> stat(Path path) throws IOException {
      return folder.disk().stat(path);
    }

    @Override
    public OpenFile open(Path path) throws IOException {
      return folder.disk().open(path);
    }

    @Override
    public void close() throws IOException {
      reader.close();
      log.close();
      folder.close();
    }
  }

  @Test
  void aFileThatIsTruncatedAndWrittenToTheSameSizeWithinOneTickIsNoticed() throws IOException {
    try (MemoryFolder folder = MemoryFolder.create();
        Rotator log = new Rotator(folder.path(), "access.log")) {
      Reader reader = new Reader(folder.disk(), folder.path(), Storm.SETTINGS, folder.clock());
      log.line("a");
      read(reader);
      Rotator.run(log.copyTruncate());
      log.line("b");
      folder.clock().pass(Duration.ofSeconds(1));
      read(reader);
      assertThat(reader.stored).containsExactly("a", "b");
    }
  }
}
