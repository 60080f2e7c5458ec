package ffrtmp.node.worker.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A program that is tried has an end, and leaves nothing behind. */
final class TriedTest {
  @Test
  void whatItHasStartedEndsWithIt() throws Exception {
    Tried tried =
        Tried.run(List.of("/bin/sh", "-c", "sleep 600 & echo $!; wait"), Duration.ofSeconds(1));
    assertThat(tried.tookTooLong()).isTrue();
    var child = ProcessHandle.of(Long.parseLong(tried.text().strip()));
    if (child.isPresent()) child.get().onExit().get(10, TimeUnit.SECONDS);
  }
}
