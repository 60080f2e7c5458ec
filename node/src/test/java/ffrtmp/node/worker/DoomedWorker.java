package ffrtmp.node.worker;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.worker.WorkerCommand;
import ffrtmp.protocol.worker.WorkerReport;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A JVM with a worker that begins one long attempt, says so, and waits to be killed. */
final class DoomedWorker {
  private DoomedWorker() {}

  /**
   * @param args the folder, and the job's id
   */
  public static void main(String[] args) throws Exception {
    TestWorker worker = new TestWorker(Path.of(args[0]));
    JobId job = JobId.parse(args[1]);
    worker.commands.tell(
        new WorkerCommand.Run(job, 1, Specs.ffmpeg(Map.of("duration", 600.0, "preset", "slower"))));
    worker.await(WorkerReport.Progressed.class);
    System.out.println("RUNNING");
    new CountDownLatch(1).await();
  }
}
