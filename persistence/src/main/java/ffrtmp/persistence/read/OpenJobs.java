package ffrtmp.persistence.read;

import ffrtmp.protocol.port.JobFact;
import java.util.List;

/**
 * All jobs that wait or hold a place.
 *
 * @param change changes after this one may not be contained
 */
public record OpenJobs(List<JobFact> jobs, long change) {
  public OpenJobs {
    jobs = List.copyOf(jobs);
  }
}
