package ffrtmp.protocol.worker;

import ffrtmp.protocol.node.Vitals;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A worker lives, over HTTP.
 *
 * @param incarnation absent: an old agent, which comes back by its heartbeat after a loss
 * @param held the attempts whose processes may still run there; empty from old agents
 * @param closing whether the worker ends and takes no more attempts
 * @param heartbeat how often it means to beat; absent: as it said before
 */
public record Beat(
    @Nullable String incarnation,
    Vitals vitals,
    Set<Held> held,
    boolean closing,
    @Nullable Duration heartbeat) {
  public Beat {
    held = Set.copyOf(held);
  }
}
