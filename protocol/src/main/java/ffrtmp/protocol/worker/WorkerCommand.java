package ffrtmp.protocol.worker;

import akka.actor.typed.ActorRef;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import ffrtmp.protocol.CborSerializable;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobSpec;

/** What a worker may be told. A repeat is answered as a duplicate and changes nothing. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @Type(value = WorkerCommand.Run.class, name = "run"),
  @Type(value = WorkerCommand.Stop.class, name = "stop"),
  @Type(value = WorkerCommand.Pause.class, name = "pause"),
  @Type(value = WorkerCommand.Resume.class, name = "resume"),
  @Type(value = WorkerCommand.Log.class, name = "log")
})
public sealed interface WorkerCommand extends CborSerializable {
  /** The job that the command speaks of. */
  JobId job();

  record Run(JobId job, int attempt, JobSpec spec) implements WorkerCommand {}

  /** End the attempt and report {@code Stopped}; also when it is not held here. */
  record Stop(JobId job, int attempt) implements WorkerCommand {}

  record Pause(JobId job, int attempt) implements WorkerCommand {}

  record Resume(JobId job, int attempt) implements WorkerCommand {}

  /** Show the end of the log so far. */
  record Log(JobId job, ActorRef<WorkerLog> replyTo) implements WorkerCommand {}
}
