package ffrtmp.node.worker;

import ffrtmp.protocol.worker.Held;
import java.util.Set;

/** The attempts whose final report has no definite answer yet. */
public record HeldSet(Set<Held> held) {
  public HeldSet {
    held = Set.copyOf(held);
  }
}
