package ffrtmp.node.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ExaminationTest {
  private interface Look {
    List<Finding> now() throws IOException, InterruptedException;
  }

  private static Check check(String name, Look look) {
    return new Check() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public List<Finding> look() throws IOException, InterruptedException {
        return look.now();
      }

      @Override
      public Duration patience() {
        return Duration.ofMillis(200);
      }
    };
  }

  @Test
  void findingsComeInTheOrderOfTheChecks() throws Exception {
    Check first = check("a", () -> List.of(Finding.ok("a", "1"), Finding.ok("a too", "2")));
    Check second = check("b", () -> List.of(Finding.ok("b", "3")));
    assertThat(new Examination(List.of(first, second)).run())
        .extracting(Finding::found)
        .containsExactly("1", "2", "3");
  }

  @Test
  void oneThatHangsIsAFindingAndKeepsNoOtherFromBeingTold() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Check hangs =
        check(
            "disk",
            () -> {
              never.await();
              return List.of();
            });
    List<Finding> found =
        new Examination(List.of(hangs, check("b", () -> List.of(Finding.ok("b", "3"))))).run();
    Findings.assertFails(found.get(0), "no answer within", "look whether a disk");
    Findings.assertOk(found.get(1), "3");
  }

  @Test
  void oneThatBreaksIsAFinding() throws Exception {
    Check breaks =
        check(
            "clock",
            () -> {
              throw new IOException("no such device");
            });
    Findings.assertFails(
        new Examination(List.of(breaks)).run().get(0), "no such device", "run it as the user");
  }
}
