package ffrtmp.protocol.job;

import ffrtmp.protocol.CborSerializable;
import ffrtmp.protocol.Refusal;
import org.jspecify.annotations.Nullable;

/** A job's answer to every command. */
public sealed interface JobReply extends CborSerializable {
  /** Carried out, or carried out before; {@code job} is the state after it. */
  record Accepted(JobView job) implements JobReply {}

  /** A submit that found the job there already, with the same spec. */
  record Existing(JobView job) implements JobReply {}

  /** Not carried out; {@code job} is the truth, where there is one. */
  record Refused(Refusal refusal, String detail, @Nullable JobView job) implements JobReply {}
}
