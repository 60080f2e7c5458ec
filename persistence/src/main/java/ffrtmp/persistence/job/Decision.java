package ffrtmp.persistence.job;

import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.job.Progress;
import org.jspecify.annotations.Nullable;

/** What is to be done about a command: one event at the most, and one answer. */
public sealed interface Decision {
  /** Persist, then answer with the state after it. */
  record Persist(JobEvent event, @Nullable Progress live) implements Decision {}

  /** Nothing changes: it was carried out before, or there is nothing to carry out. */
  record Agree() implements Decision {}

  /** Live progress, kept in memory only. */
  record Note(Progress live) implements Decision {}

  /** The job needs its number before it can be accepted. */
  record NeedsNumber() implements Decision {}

  /** A submit that found the same job here. */
  record Existing() implements Decision {}

  record Refuse(Refusal refusal, String detail) implements Decision {}

  static Decision persist(JobEvent event) {
    return new Persist(event, null);
  }

  static Decision agree() {
    return new Agree();
  }

  static Decision refuse(Refusal refusal, String detail) {
    return new Refuse(refusal, detail);
  }
}
