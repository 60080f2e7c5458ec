package ffrtmp.http;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.port.Audit;
import ffrtmp.protocol.port.Explain;
import ffrtmp.protocol.port.Health;
import ffrtmp.protocol.port.Jobs;
import ffrtmp.protocol.port.NetworkHistory;
import ffrtmp.protocol.port.NetworkMeter;
import ffrtmp.protocol.port.Nodes;
import ffrtmp.protocol.port.Sessions;
import ffrtmp.protocol.port.Workers;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * Everything that the edge needs from the rest of the system.
 *
 * @param ids a fresh id for each job that brings no idempotency key
 */
public record Ports(
    Jobs jobs,
    Nodes nodes,
    Workers workers,
    Audit audit,
    Explain explain,
    Health health,
    Sessions sessions,
    NetworkMeter meter,
    NetworkHistory network,
    Clock clock,
    Supplier<JobId> ids) {}
