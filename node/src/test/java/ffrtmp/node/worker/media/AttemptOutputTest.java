package ffrtmp.node.worker.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ffrtmp.protocol.job.JobId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One place and several attempts at it, each of a worker of its own on the same disk. */
class AttemptOutputTest {
  private static final JobId JOB = new JobId(new UUID(0, 1));
  private static final JobId OTHER = new JobId(new UUID(0, 2));

  @TempDir Path folder;

  @Test
  void ofTwoAttemptsWithTheSameOutputOnlyOneMayFinish() throws Exception {
    AttemptOutput first = written(JOB, 1, false);
    AttemptOutput second = written(OTHER, 1, false);
    first.secure();
    assertRefused(second);
    second.discard();
    first.commit();
    assertThat(target()).hasContent(JOB + "1");
    assertThat(media()).containsExactly(target());
  }

  @Test
  void aPlaceThatWasGivenUpIsFreeAgain() throws Exception {
    AttemptOutput first = written(JOB, 1, false);
    AttemptOutput second = written(OTHER, 1, false);
    first.secure();
    first.discard();
    second.secure();
    second.commit();
    assertThat(media()).containsExactly(target());
    assertThat(target()).hasContent(OTHER + "1");
  }

  @Test
  void aLaterAttemptOfTheJobTakesOverAndTheEarlierCannotGiveItUp() throws Exception {
    AttemptOutput earlier = written(JOB, 1, false);
    AttemptOutput later = written(JOB, 2, false);
    earlier.secure();
    later.secure();
    earlier.discard();
    AttemptOutput other = written(OTHER, 1, false);
    assertRefused(other);
    other.discard();
    later.commit();
    assertThat(target()).hasContent(JOB + "2");
    assertThat(media()).containsExactly(target());
  }

  @Test
  void whatCameToThePlaceMeanwhileIsKeptAndTheAttemptRefused() throws Exception {
    AttemptOutput output = written(JOB, 1, false);
    Files.writeString(target(), "precious");
    assertRefused(output);
    output.discard();
    assertThat(target()).hasContent("precious");
    assertThat(media()).containsExactly(target());
  }

  @Test
  void whereTheOutputMayBeReplacedTheLastOneStays() throws Exception {
    AttemptOutput first = written(JOB, 1, true);
    AttemptOutput second = written(OTHER, 1, true);
    first.secure();
    second.secure();
    first.commit();
    second.commit();
    assertThat(target()).hasContent(OTHER + "1");
  }

  private static void assertRefused(AttemptOutput output) {
    assertThatThrownBy(output::secure)
        .isInstanceOf(Refused.class)
        .hasMessageContaining("another wrote the output meanwhile");
  }

  private AttemptOutput written(JobId job, int attempt, boolean overwrite) throws Exception {
    Manifests own = Manifests.open(folder.resolve("worker-" + job + attempt));
    Files.createDirectories(target().getParent());
    Path from = target().resolveSibling(".ffrtmp-" + job + "-" + attempt + ".part.mp4");
    Move move = new Move(from, target());
    Manifest manifest = new Manifest(job, attempt, List.of(move), overwrite, null, null);
    AttemptOutput output = AttemptOutput.begin(own, manifest);
    Files.writeString(from, job.toString() + attempt);
    return output;
  }

  private Path target() {
    return folder.resolve("media/film.mp4");
  }

  private List<Path> media() throws IOException {
    try (var all = Files.list(target().getParent())) {
      return all.toList();
    }
  }
}
