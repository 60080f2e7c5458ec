package ffrtmp.protocol.node;

import org.jspecify.annotations.Nullable;

/** A node's load, as its latest heartbeat told it; kept in memory, never an event. */
public record Vitals(@Nullable Double cpuLoadPercent, @Nullable Long ramFreeBytes) {}
