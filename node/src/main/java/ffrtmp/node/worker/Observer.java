package ffrtmp.node.worker;

import ffrtmp.protocol.job.Progress;

/** Is told what becomes of an attempt. Called from any thread; must not block. */
public interface Observer {
  /** The engine runs. An engine that is done at once may leave this out. */
  void started();

  /** At most twice a second. */
  void progressed(Progress progress);

  /** Nothing of the attempt runs any more. The last call, and always made. */
  void ended(Ending ending);
}
