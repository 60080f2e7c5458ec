package ffrtmp.node.worker.attempt;

import ffrtmp.node.worker.Ending;
import ffrtmp.node.worker.media.Refused;
import java.io.IOException;

/** What an engine does for one attempt, from the first check to the finished output. */
public interface Work {
  /**
   * Does it all, on the calling thread.
   *
   * @throws Refused when what the job asks cannot be done here
   * @throws IOException when the worker could not do its part
   */
  Ending perform(Stage stage) throws IOException, InterruptedException, Refused;

  /** The bounded end of the log so far, secrets masked. Called from any thread. */
  String log();
}
