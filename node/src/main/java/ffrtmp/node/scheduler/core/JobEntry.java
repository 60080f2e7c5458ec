package ffrtmp.node.scheduler.core;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.port.JobFact;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One job that waits or holds a place: the last fact about it, and where the core has put it. */
final class JobEntry {

  /** Where the core has put a job. */
  enum Stand {
    /** In the queue of its shape. */
    QUEUED,
    /** Waiting for a time to come. */
    PARKED,
    /** Its dispatch is on its way, or accepted and not yet seen as a fact. */
    PENDING,
    /** Holds room on its node. */
    PLACED,
    /** Placed under a registration that is over; its entity is being told. */
    LOST
  }

  private final Tenants tenants;
  private @Nullable TenantBook tenant;
  private JobFact fact;
  private Rank rank;
  private Stand stand = Stand.PARKED;
  private @Nullable ShapeQueue queue;
  private Decision.@Nullable Dispatch pending;
  private long pendingRevision;
  private @Nullable Instant missingSince;

  JobEntry(JobFact fact, Tenants tenants) {
    this.fact = fact;
    this.tenants = tenants;
    tenant = tenants.find(fact.tenantId());
    rank = Rank.of(fact);
  }

  JobId id() {
    return fact.id();
  }

  JobFact fact() {
    return fact;
  }

  Rank rank() {
    return rank;
  }

  /** Whose it is, where that one's running jobs are counted; else absent. */
  @Nullable TenantBook tenant() {
    return tenant;
  }

  /** Counts with another from now on; a queue must not hold the entry meanwhile. */
  void belongTo(@Nullable TenantBook other) {
    tenant = other;
    if (other != null && runs(stand)) tenants.took(other);
  }

  Stand stand() {
    return stand;
  }

  /** The queue that it stands in, while it is {@code QUEUED}. */
  @Nullable ShapeQueue queue() {
    return queue;
  }

  Decision.@Nullable Dispatch pending() {
    return pending;
  }

  /** Whether nothing newer is known of the job than when its dispatch was decided. */
  boolean unchangedSinceDispatch() {
    return fact.revision() == pendingRevision;
  }

  /** Since when its worker has not named it among what it holds. */
  @Nullable Instant missingSince() {
    return missingSince;
  }

  void missing(@Nullable Instant since) {
    missingSince = since;
  }

  /** Takes over a newer fact; a queue must not hold the entry meanwhile, its rank may change. */
  void update(JobFact newer) {
    fact = newer;
    rank = Rank.of(newer);
  }

  void enqueued(ShapeQueue in) {
    move(Stand.QUEUED);
    queue = in;
  }

  void dispatched(Decision.Dispatch dispatch) {
    move(Stand.PENDING);
    pending = dispatch;
    pendingRevision = fact.revision();
  }

  void parked() {
    move(Stand.PARKED);
  }

  void placed() {
    move(Stand.PLACED);
  }

  void lost() {
    move(Stand.LOST);
  }

  private void move(Stand to) {
    boolean ran = runs(stand);
    stand = to;
    count(ran, runs(to));
    queue = null;
    pending = null;
    missingSince = null;
  }

  private void count(boolean ran, boolean runs) {
    if (tenant == null || ran == runs) return;
    if (runs) tenants.took(tenant);
    else tenants.gave(tenant);
  }

  /** A lost one may still run until its entity has heard of it. */
  private static boolean runs(Stand stand) {
    return stand == Stand.PENDING || stand == Stand.PLACED || stand == Stand.LOST;
  }
}
