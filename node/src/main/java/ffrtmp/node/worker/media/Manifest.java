package ffrtmp.node.worker.media;

import ffrtmp.protocol.job.JobId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a worker that starts again must know of an attempt of its former life.
 *
 * @param overwrite whether what is in the output's place may be replaced
 * @param pid the leader of its processes; absent before they were started
 * @param startTicks when that process started: the pid alone may be another's by now
 */
public record Manifest(
    JobId job,
    int attempt,
    List<Move> moves,
    boolean overwrite,
    @Nullable Long pid,
    @Nullable Long startTicks) {
  public Manifest {
    moves = List.copyOf(moves);
  }

  /** The same, with its process. */
  public Manifest with(long newPid, @Nullable Long newStartTicks) {
    return new Manifest(job, attempt, moves, overwrite, newPid, newStartTicks);
  }
}
