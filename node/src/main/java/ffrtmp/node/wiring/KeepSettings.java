package ffrtmp.node.wiring;

import ffrtmp.persistence.audit.Keeping;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long jobs that have ended are kept; zero: for ever.
 *
 * @param lists in the lists
 * @param events in the journal
 * @param archive where events go before they are removed; absent: nowhere
 */
public record KeepSettings(Duration lists, Duration events, @Nullable Path archive) {
  /** Everything, for ever. */
  public static final KeepSettings ALL = new KeepSettings(Duration.ZERO, Duration.ZERO, null);

  Keeping.Terms terms() {
    return new Keeping.Terms(lists, events, archive);
  }
}
