package ffrtmp.node.worker;

import java.io.IOException;

/** What a finished attempt has written, before its job has said whether it counts. */
public interface Output {
  /** No file is written: the output is elsewhere, or there is none. */
  Output NONE =
      new Output() {
        @Override
        public void commit() {}

        @Override
        public void discard() {}
      };

  /**
   * Moves the output into its place, durably.
   *
   * @throws IOException when it could not be; what was written is kept for the reaper
   */
  void commit() throws IOException;

  /** Deletes what was written. */
  void discard() throws IOException;
}
