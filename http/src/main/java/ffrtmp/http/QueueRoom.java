package ffrtmp.http;

import ffrtmp.http.access.TenantQuota;
import ffrtmp.http.problem.Problem;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.port.Jobs;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds tenants to the number of jobs that may wait. What waits is counted in the read tables, at
 * most once in a tenth of a second, and what was let in since is added. So a tenant may exceed its
 * limit by what it submits within the tables' lag, on each control node, and a place that was freed
 * is seen a tenth of a second later.
 */
final class QueueRoom {
  private static final String RETRY_SECONDS = "5";
  private static final long FRESH_MILLIS = 1000;
  private static final long RECOUNT_MILLIS = 100;

  private final Jobs jobs;
  private final Function<String, Optional<TenantQuota>> quotas;
  private final Clock clock;
  private final Map<String, Tally> tallies = new ConcurrentHashMap<>();

  QueueRoom(Jobs jobs, Function<String, Optional<TenantQuota>> quotas, Clock clock) {
    this.jobs = jobs;
    this.quotas = quotas;
    this.clock = clock;
  }

  /**
   * Whether the tenant may have one more job wait.
   *
   * @param id of a submit that may be a repeat: what is there already takes no further room
   * @return why not; empty: it may, and one more counts as waiting
   */
  CompletionStage<Optional<Problem>> forOneMore(@Nullable String tenant, Optional<JobId> id) {
    Integer limit =
        tenant == null ? null : quotas.apply(tenant).map(TenantQuota::queued).orElse(null);
    if (tenant == null || limit == null) return CompletableFuture.completedFuture(Optional.empty());
    return tallies
        .computeIfAbsent(tenant, Tally::new)
        .admit(limit)
        .thenCompose(let -> let ? done(null) : unlessKnown(id, full(tenant, limit)))
        .exceptionally(failure -> Optional.of(uncounted()));
  }

  private CompletionStage<Optional<Problem>> unlessKnown(Optional<JobId> id, Problem full) {
    return id.isEmpty()
        ? done(full)
        : jobs.get(id.get())
            .thenCompose(known -> done(known instanceof JobReply.Refused ? full : null));
  }

  private static CompletionStage<Optional<Problem>> done(@Nullable Problem problem) {
    return CompletableFuture.completedFuture(Optional.ofNullable(problem));
  }

  private static Problem full(String tenant, int limit) {
    return Problem.of(
            429, "tenant " + tenant + " has " + limit + " jobs waiting, which is its most")
        .withHeader("Retry-After", RETRY_SECONDS);
  }

  private static Problem uncounted() {
    return Problem.of(503, "the tenant's waiting jobs could not be counted")
        .withHeader("Retry-After", "1");
  }

  /** One tenant's number: what was counted, and what was let in since. */
  private final class Tally {
    private final String tenant;
    private long at;
    private int counted;
    private int since;
    private @Nullable CompletableFuture<Void> counting;

    Tally(String tenant) {
      this.tenant = tenant;
      at = Long.MIN_VALUE / 2;
    }

    synchronized CompletionStage<Boolean> admit(int limit) {
      long age = clock.millis() - at;
      if (counting == null && age < FRESH_MILLIS && take(limit)) return answered(true);
      if (counting == null && age < RECOUNT_MILLIS) return answered(false);
      return count(limit).thenApply(counted -> take(limit));
    }

    private synchronized boolean take(int limit) {
      boolean room = counted + since < limit;
      if (room) since++;
      return room;
    }

    private CompletableFuture<Void> count(int limit) {
      CompletableFuture<Void> running = counting;
      if (running != null) return running;
      CompletableFuture<Void> fresh = new CompletableFuture<>();
      counting = fresh;
      long begun = clock.millis();
      since = 0;
      jobs.waiting(tenant, limit)
          .whenComplete(
              (number, failure) -> {
                learn(begun, failure == null ? number : null);
                if (failure == null) fresh.complete(null);
                else fresh.completeExceptionally(failure);
              });
      return fresh;
    }

    private synchronized void learn(long begun, @Nullable Integer number) {
      counting = null;
      if (number == null) return;
      counted = number;
      at = begun;
    }

    private static CompletionStage<Boolean> answered(boolean let) {
      return CompletableFuture.completedFuture(let);
    }
  }
}
