package ffrtmp.persistence.job;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.persistence.Leaves;
import ffrtmp.persistence.Rewrite;
import ffrtmp.protocol.job.JobEvent;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The diagram in the documents is drawn from the table that the code folds by. */
class JobDiagramTest {
  private static final Path FILE = Path.of("../docs/job-states.md");

  @Test
  void theDiagramInTheDocumentsIsTheTableOfTheCode() {
    var drawn = drawn();
    assertThat(Rewrite.file(FILE, drawn))
        .as("stale: run this test with -Dffrtmp.rewrite=true")
        .isEqualTo(drawn);
  }

  @Test
  void everyPhaseIsReachedAndEveryEventLeadsSomewhere() {
    var reached =
        JobTransitions.ROWS.stream().flatMap(r -> r.to().stream()).collect(Collectors.toSet());
    for (var phase : Leaves.of(JobState.class)) {
      if (phase != JobState.Absent.class) assertThat(reached).anyMatch(to -> to == phase);
    }
    var used = JobTransitions.ROWS.stream().map(JobTransitions.Row::event).toList();
    for (var event : Leaves.of(JobEvent.class)) assertThat(used).anyMatch(e -> e == event);
  }

  private static String drawn() {
    var lines = new StringBuilder();
    for (var row : JobTransitions.ROWS) {
      row.to().stream()
          .sorted(Comparator.comparing(Class::getSimpleName))
          .forEach(
              to ->
                  lines
                      .append("    ")
                      .append(phase(row.from()))
                      .append(" --> ")
                      .append(phase(to))
                      .append(": ")
                      .append(row.event().getSimpleName())
                      .append('\n'));
    }
    return """
        # The states of a job

        Drawn by a test from the table that the entity, the read tables and the audit fold by
        (`JobTransitions`). Events are the arrows; what has no arrow does not happen.

        On the wire `Queued` shows as `queued` (or `pending`, before its first attempt, when it has a
        `not_before`), `Dispatched` as `assigned`, `Running` as `processing`, `Held` and `Suspended` as
        `paused`, `Canceling` and `Canceled` as `canceled`. `Held` keeps its place on a node, and
        `Canceling` too, until nothing of the attempt runs any more.

        ```mermaid
        stateDiagram-v2
        """
        + lines
        + "```\n";
  }

  private static String phase(Class<?> type) {
    return type == JobState.Absent.class ? "[*]" : type.getSimpleName();
  }
}
