package ffrtmp.protocol.node;

import ffrtmp.protocol.CborSerializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node as its journal tells it. The adapter of the {@code Nodes} port adds what no journal holds:
 * load, last heartbeat, current jobs.
 *
 * @param revision the number of events that made this view
 * @param epoch the number of the current registration; grows at each registration and each loss
 */
public record NodeView(
    NodeId id,
    long revision,
    long epoch,
    NodeFacts facts,
    boolean online,
    boolean draining,
    @Nullable Instant drainDeadline,
    Instant registeredAt)
    implements CborSerializable {}
