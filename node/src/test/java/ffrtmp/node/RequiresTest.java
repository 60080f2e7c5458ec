package ffrtmp.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class RequiresTest {
  @Test
  void aProgramThatIsThereIsFound() {
    assertThat(Requires.program("sh", "/nowhere:/bin", "all")).hasToString("/bin/sh");
  }

  @Test
  void withoutItTheTestIsSkippedByName() {
    assertThatThrownBy(() -> Requires.program("no-such", "/bin", ""))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("no-such");
  }

  @Test
  void whereAllIsRequiredASkipIsAFailure() {
    assertThatThrownBy(() -> Requires.program("no-such", "/bin", "all"))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageContaining("no-such");
  }
}
