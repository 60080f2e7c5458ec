package ffrtmp.protocol.port;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.PauseMode;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The jobs, for whoever serves them. Every stage completes with a definite answer; where none came
 * in time it is {@code Refused(UNAVAILABLE)}, and the same call again is safe.
 */
public interface Jobs {
  /** Accepts a new job under an id of its own. */
  CompletionStage<JobReply> submit(JobSpec spec, Cause cause);

  /** Accepts the job with this id; the same again answers with the job as it is. */
  CompletionStage<JobReply> submit(JobId id, JobSpec spec, Cause cause);

  CompletionStage<JobReply> get(JobId id);

  /**
   * The job with this sequence number, waited for up to one second; where a tenant is named,
   * another's job is as if there were none.
   */
  CompletionStage<Optional<JobId>> find(long sequence, @Nullable String tenant);

  CompletionStage<JobPage> list(JobFilter filter);

  /**
   * How many jobs of the tenant wait, as the lists have it: they lag by a fraction of a second.
   *
   * @param most counted; more are not told apart
   */
  CompletionStage<Integer> waiting(String tenant, int most);

  CompletionStage<JobReply> pause(JobId id, PauseMode mode, Cause cause);

  CompletionStage<JobReply> resume(JobId id, Cause cause);

  CompletionStage<JobReply> cancel(JobId id, @Nullable String reason, Cause cause);

  CompletionStage<JobReply> retry(JobId id, Cause cause);

  CompletionStage<JobReply> rerank(
      JobId id, @Nullable Queue queue, @Nullable Priority priority, Cause cause);

  /** The bounded end of the log, of the running attempt or else of the last; empty: no such job. */
  CompletionStage<Optional<String>> log(JobId id);

  /** Every change after {@code revision}, then live; ends after the terminal state. */
  Source<JobChange, NotUsed> follow(JobId id, long revision);

  /** Every change of every job after {@code number}; a negative number: from now on. */
  Source<JobChange, NotUsed> followAll(long number);
}
