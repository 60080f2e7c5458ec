package ffrtmp.protocol.port;

import ffrtmp.protocol.job.JobView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next where the next page starts ({@link JobFilter#before}); absent on the last
 */
public record JobPage(List<JobView> jobs, @Nullable Long next) {
  public JobPage {
    jobs = List.copyOf(jobs);
  }
}
