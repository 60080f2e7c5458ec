package ffrtmp.protocol.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobResult;
import ffrtmp.protocol.job.Progress;
import org.jspecify.annotations.Nullable;

/**
 * What a worker says of an attempt that it holds. All but {@code Progressed} are said again until
 * the job gives a definite answer.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @Type(value = WorkerReport.Started.class, name = "started"),
  @Type(value = WorkerReport.Progressed.class, name = "progressed"),
  @Type(value = WorkerReport.Finished.class, name = "finished"),
  @Type(value = WorkerReport.Failed.class, name = "failed"),
  @Type(value = WorkerReport.Stopped.class, name = "stopped"),
  @Type(value = WorkerReport.NoRoom.class, name = "no-room")
})
public sealed interface WorkerReport {
  /** The engine runs. */
  record Started() implements WorkerReport {}

  /** Sent at most twice a second. */
  record Progressed(Progress progress) implements WorkerReport {}

  /** Succeeded; the output waits under the attempt's own name for the commit. */
  record Finished(JobResult result, @Nullable String log) implements WorkerReport {}

  record Failed(FailureReason reason, String error, @Nullable String log) implements WorkerReport {}

  /** Told to stop, or handing back: nothing of the attempt runs here, and nothing will. */
  record Stopped(String why) implements WorkerReport {}

  /** The worker refuses: its declared room is taken. */
  record NoRoom(String why) implements WorkerReport {}
}
