package ffrtmp.node.worker;

/** A running attempt. No method blocks, and each may be called again, or too late, without harm. */
public interface Execution {
  /** Stops the processes where they are; the stall and timeout clocks stop with them. */
  void pause();

  void resume();

  /** Asks the processes to end, and kills them after the grace. Ends as {@link Ending.Stopped}. */
  void stop(String why);

  /** Kills the processes at once. Ends as {@link Ending.Stopped}. */
  void kill(String why);

  /** The bounded end of the log so far, secrets masked. */
  String log();
}
