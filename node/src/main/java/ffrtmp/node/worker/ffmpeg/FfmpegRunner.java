package ffrtmp.node.worker.ffmpeg;

import ffrtmp.node.worker.Assignment;
import ffrtmp.node.worker.Execution;
import ffrtmp.node.worker.Observer;
import ffrtmp.node.worker.Runner;

/** Engine {@code ffmpeg}: one thread and one ffmpeg at a time for each attempt. */
public final class FfmpegRunner implements Runner {
  private final FfmpegTools tools;

  public FfmpegRunner(FfmpegTools tools) {
    this.tools = tools;
  }

  @Override
  public Execution start(Assignment assignment, Observer observer) {
    FfmpegExecution execution = new FfmpegExecution(tools, assignment, observer);
    Thread thread =
        new Thread(execution, "attempt-" + assignment.job() + "-" + assignment.attempt());
    thread.setDaemon(true);
    thread.start();
    return execution;
  }
}
