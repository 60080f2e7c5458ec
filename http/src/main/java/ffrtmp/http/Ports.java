package ffrtmp.http;

import ffrtmp.http.access.KeyRing;
import ffrtmp.protocol.port.Audit;
import ffrtmp.protocol.port.Explain;
import ffrtmp.protocol.port.Health;
import ffrtmp.protocol.port.Jobs;
import ffrtmp.protocol.port.Members;
import ffrtmp.protocol.port.NetworkHistory;
import ffrtmp.protocol.port.NetworkMeter;
import ffrtmp.protocol.port.Nodes;
import ffrtmp.protocol.port.Sessions;
import ffrtmp.protocol.port.Workers;
import java.time.Clock;

/**
 * Everything that the edge needs from the rest of the system.
 *
 * @param keys who may come in
 */
public record Ports(
    Jobs jobs,
    Nodes nodes,
    Workers workers,
    Audit audit,
    Explain explain,
    Health health,
    Members members,
    Sessions sessions,
    NetworkMeter meter,
    NetworkHistory network,
    KeyRing keys,
    Clock clock) {}
