package ffrtmp.persistence.audit;

import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.node.NodeEvent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an event says of why, or of what, in a few words. */
final class Reasons {
  private Reasons() {}

  static @Nullable String of(Object event) {
    if (event instanceof NodeEvent e) return of(e);
    if (event instanceof JobEvent.Unplaceable e) return e.why();
    if (event instanceof JobEvent.Progressed e) return Math.round(e.percent()) + " %";
    if (event instanceof JobEvent.AttemptFailed e) return lower(e.reason()) + ": " + e.error();
    if (event instanceof JobEvent.Failed e) return lower(e.reason()) + ": " + e.error();
    if (event instanceof JobEvent.Requeued e) return e.why();
    if (event instanceof JobEvent.PauseRequested e) return lower(e.mode());
    if (event instanceof JobEvent.CancelRequested e) return e.reason();
    if (event instanceof JobEvent.Canceled e) return e.reason();
    if (event instanceof JobEvent.Reranked e) return lower(e.queue()) + ", " + lower(e.priority());
    return null;
  }

  private static @Nullable String of(NodeEvent event) {
    if (event instanceof NodeEvent.Registered e) return "epoch " + e.epoch();
    if (event instanceof NodeEvent.Lost e) return e.why();
    if (event instanceof NodeEvent.Drained e && e.deadline() != null) {
      return "until " + e.deadline();
    }
    return null;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
