package ffrtmp.persistence.job;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.protocol.job.JobId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class JobIdTest {
  private static final Instant T0 = Instant.parse("2026-01-02T03:04:05.678Z");

  @Test
  void newIdsAreOfVersionSevenAndSortByTimeAsTheirTextDoes() {
    var random = new Random(7);
    List<JobId> ids =
        LongStream.range(0, 1_000).mapToObj(i -> JobId.of(T0.plusMillis(i), random)).toList();
    assertThat(ids)
        .isSortedAccordingTo(Comparator.comparing(JobId::toString))
        .allMatch(id -> id.value().version() == 7 && id.value().variant() == 2)
        .allMatch(id -> JobId.parse(id.toString()).equals(id));
    assertThat(ids.get(0).value().getMostSignificantBits() >>> 16).isEqualTo(T0.toEpochMilli());
  }

  @Test
  void idsOfOneMomentDiffer() {
    var random = new Random(7);
    assertThat(LongStream.range(0, 100_000).mapToObj(i -> JobId.of(T0, random)))
        .doesNotHaveDuplicates();
  }
}
