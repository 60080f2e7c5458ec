package ffrtmp.node.doctor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2CheckTest {
  @TempDir Path folder;
  private Path proc;
  private Path file;

  @BeforeEach
  void place() throws IOException {
    proc = Files.createDirectories(folder.resolve("proc"));
    file = folder.resolve("jobs.mv.db");
  }

  @Test
  void aStoreThatIsNotThereIsMadeLater() throws Exception {
    Findings.assertOk(Findings.only(check()), "to be made at the first start");
  }

  @Test
  void aStoreThatNobodyHasIsFree() throws Exception {
    Files.writeString(file, "H:2,block:6,");
    Findings.assertOk(Findings.only(check()), "nobody has it open");
  }

  @Test
  void aFileThatIsNoStoreIsNamed() throws Exception {
    Files.writeString(file, "something else");
    Findings.assertFails(Findings.only(check()), "is no H2 database", "name another by --db");
  }

  @Test
  void whoHasAStoreOpenIsNamed() throws Exception {
    Files.writeString(file, "H:2,block:6,");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      Objects.requireNonNull(lock);
      Findings.assertFails(Findings.only(check()), "is locked by another process", "stop that");
      holder(31, "psql");
      Findings.assertFails(Findings.only(check()), "is locked by psql (pid 31)", "stop that");
    }
  }

  @Test
  void anFfrtmpThatHasItOpenIsNoFault() throws Exception {
    Files.writeString(file, "H:2,block:6,");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      Objects.requireNonNull(lock);
      holder(32, "java\0-jar\0ffrtmp.jar\0up\0");
      Findings.assertOk(Findings.only(check()), "is open in ffrtmp (pid 32), which is running");
    }
  }

  private void holder(long pid, String line) throws IOException {
    Object inode = Files.getAttribute(file, "unix:ino");
    Files.writeString(
        proc.resolve("locks"),
        "1: POSIX  ADVISORY  WRITE 9 fe:00:1 0 EOF\n2: POSIX  ADVISORY  WRITE "
            + pid
            + " fe:00:"
            + inode
            + " 0 EOF\n");
    Path process = Files.createDirectories(proc.resolve(Long.toString(pid)));
    Files.writeString(process.resolve("comm"), line.split("\0", -1)[0] + "\n");
    Files.writeString(process.resolve("cmdline"), line);
  }

  private Check check() {
    return new H2Check(folder.resolve("jobs"), new FileLocks(proc));
  }
}
