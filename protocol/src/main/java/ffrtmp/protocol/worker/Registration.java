package ffrtmp.protocol.worker;

import ffrtmp.protocol.node.NodeFacts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a worker presents itself over HTTP.
 *
 * @param incarnation unique for each start of the worker; absent: an old agent, and every
 *     registration is a new start
 * @param heartbeat how often it means to beat; absent: as often as the server expects
 */
public record Registration(
    NodeFacts facts, @Nullable String incarnation, @Nullable Duration heartbeat) {}
