package ffrtmp.http.submit;

import ffrtmp.http.problem.FieldError;
import ffrtmp.protocol.job.JobSpec;
import java.util.List;

/** What became of a submit's JSON. */
public sealed interface Submission {
  /** A job that can be accepted as it is. */
  record Correct(JobSpec spec) implements Submission {}

  /** Everything that is wrong with it, at least one fault. */
  record Faulty(List<FieldError> faults) implements Submission {
    public Faulty {
      faults = List.copyOf(faults);
    }
  }
}
