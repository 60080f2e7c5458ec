package ffrtmp.node.doctor;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a process may have: files, memory, threads, a Java. */
class LimitsTest {
  @Test
  void openFiles() {
    Findings.assertOk(new FileLimitCheck(65_536).look().get(0), "65536");
    Findings.assertOk(new FileLimitCheck(-1).look().get(0), "cannot be told");
    Findings.assertWarns(new FileLimitCheck(4_096).look().get(0), "4096", "ulimit -n 65536");
    Findings.assertFails(new FileLimitCheck(256).look().get(0), "256", "LimitNOFILE");
  }

  @Test
  void memory() {
    Findings.assertOk(new MemoryCheck(4L << 30, 2).look().get(0), "4096 MiB, for 2 CPU threads");
    Findings.assertWarns(new MemoryCheck(600L << 20, 2).look().get(0), "600 MiB", "1 GiB");
    Findings.assertFails(new MemoryCheck(256L << 20, 2).look().get(0), "256 MiB", "1 GiB");
  }

  @Test
  void java() {
    Findings.assertOk(new JavaCheck(17, "OpenJDK 17").look().get(0), "OpenJDK 17");
    Findings.assertFails(new JavaCheck(11, "OpenJDK 11").look().get(0), "too old", "17");
  }

  @Test
  void flagsThatContradictEachOtherAreTold() {
    Findings.assertOk(new FlagsCheck(Optional::empty).look().get(0), "would start with them");
    Findings.assertFails(
        new FlagsCheck(() -> Optional.of("--mtls needs --tls")).look().get(0),
        "--mtls needs --tls",
        "correct the command line");
  }
}
