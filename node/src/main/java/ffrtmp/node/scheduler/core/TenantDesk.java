package ffrtmp.node.scheduler.core;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes in the tenants' limits; looks at every job where a tenant gains or loses one. */
final class TenantDesk {

  private final Books books;
  private final Placer placer;

  TenantDesk(Books books, Placer placer) {
    this.books = books;
    this.placer = placer;
  }

  void limited(Map<String, Integer> limits) {
    for (String name : books.tenants.names()) {
      if (limits.containsKey(name)) continue;
      TenantBook tenant = books.tenants.find(name);
      if (tenant != null) books.tenants.remove(tenant);
      move(name, null);
    }
    limits.forEach(this::limit);
  }

  private void limit(String name, int most) {
    TenantBook known = books.tenants.find(name);
    if (known != null) {
      books.tenants.limit(known, most);
      return;
    }
    TenantBook fresh = new TenantBook(name, most);
    books.tenants.add(fresh);
    move(name, fresh);
  }

  /** Out of all queues and then, best first, in again: what runs must be counted in between. */
  private void move(String name, @Nullable TenantBook to) {
    List<JobEntry> jobs =
        books.jobs.values().stream().filter(job -> name.equals(job.fact().tenantId())).toList();
    List<JobEntry> waiting =
        jobs.stream()
            .filter(job -> job.stand() == JobEntry.Stand.QUEUED)
            .sorted(Comparator.comparing(JobEntry::rank))
            .toList();
    waiting.forEach(placer::leave);
    jobs.forEach(job -> job.belongTo(to));
    waiting.forEach(job -> placer.enter(job, null));
  }
}
