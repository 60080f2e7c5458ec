package ffrtmp.protocol.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BucketCountersTest {
  private final Map<String, Long> counted = new TreeMap<>();

  @Test
  void eachValueFallsIntoOneBucketAndIntoTheSum() {
    BucketCounters times =
        new BucketCounters(
            Metric.JOB_DURATION,
            Map.of("queue", "live"),
            (name, labels) -> add -> counted.merge(name + new TreeMap<>(labels), add, Long::sum));
    times.record(0.1, 100);
    times.record(0.11, 110);
    times.record(1e9, 7);
    int last = Metric.JOB_DURATION.bounds().size();
    assertThat(counted)
        .isEqualTo(
            Map.of(
                "ffrtmp_job_duration_seconds_bucket{le=0, queue=live}",
                1L,
                "ffrtmp_job_duration_seconds_bucket{le=1, queue=live}",
                1L,
                "ffrtmp_job_duration_seconds_bucket{le=" + last + ", queue=live}",
                1L,
                "ffrtmp_job_duration_seconds_sum{queue=live}",
                217L));
  }
}
