package ffrtmp.http.access;

import org.jspecify.annotations.Nullable;

/**
 * How much one tenant may have at a time; what is absent is not limited.
 *
 * @param running jobs that hold a place on a node, at least 1
 * @param queued jobs that wait, at least 1: a submit beyond it is refused
 * @param requestsPerSecond requests of all the tenant's keys together, more than 0
 */
public record TenantQuota(
    @Nullable Integer running, @Nullable Integer queued, @Nullable Double requestsPerSecond) {}
