package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.http.access.TenantQuota;
import ffrtmp.http.problem.Problem;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueueRoomTest {
  private final FakeJobs jobs = new FakeJobs();
  private Instant now = Samples.T0;
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };
  private final QueueRoom room =
      new QueueRoom(
          jobs,
          tenant ->
              tenant.equals("acme")
                  ? Optional.of(new TenantQuota(null, 3, null))
                  : Optional.of(new TenantQuota(null, null, null)),
          clock);

  @Test
  void asManyAreLetInAsMayWaitAndTheNextIsTold() {
    for (int i = 0; i < 3; i++) assertThat(ask("acme")).isEmpty();
    assertThat(ask("acme"))
        .hasValueSatisfying(
            problem -> {
              assertThat(problem.status()).isEqualTo(429);
              assertThat(problem.response().getHeader("Retry-After")).isPresent();
              assertThat(problem.detail()).contains("acme", "3");
            });
  }

  @Test
  void whoHasNoLimitIsNotCounted() {
    for (int i = 0; i < 10; i++) {
      assertThat(ask("other")).isEmpty();
      assertThat(ask(null)).isEmpty();
    }
  }

  @Test
  void whatWaitsAlreadyCounts() {
    put(1, JobStatus.QUEUED);
    put(2, JobStatus.QUEUED);
    put(3, JobStatus.PROCESSING);
    assertThat(ask("acme")).isEmpty();
    assertThat(ask("acme")).isPresent();
  }

  @Test
  void aPlaceThatWasFreedIsSeenATenthOfASecondLater() {
    for (int i = 1; i <= 3; i++) put(i, JobStatus.QUEUED);
    assertThat(ask("acme")).isPresent();
    put(1, JobStatus.PROCESSING);
    assertThat(ask("acme")).as("counted a moment ago").isPresent();
    now = now.plus(Duration.ofMillis(100));
    assertThat(ask("acme")).isEmpty();
    assertThat(ask("acme")).isPresent();
  }

  @Test
  void whatWasLetInAndNeverCameIsForgottenWhenItIsCountedAgain() {
    for (int i = 0; i < 3; i++) assertThat(ask("acme")).isEmpty();
    now = now.plus(Duration.ofSeconds(2));
    assertThat(ask("acme")).isEmpty();
  }

  @Test
  void aRepeatOfASubmitThatIsThereTakesNoRoom() {
    for (int i = 1; i <= 3; i++) put(i, JobStatus.QUEUED);
    assertThat(ask("acme", Optional.of(Samples.id(2)))).isEmpty();
    assertThat(ask("acme", Optional.of(Samples.id(9)))).isPresent();
  }

  private void put(long number, JobStatus status) {
    jobs.put(Samples.job(Samples.id(number), number, Samples.specOf("acme"), status));
  }

  private Optional<Problem> ask(String tenant) {
    return ask(tenant, Optional.empty());
  }

  private Optional<Problem> ask(String tenant, Optional<JobId> id) {
    return room.forOneMore(tenant, id).toCompletableFuture().join();
  }
}
