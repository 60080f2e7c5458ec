package ffrtmp.persistence.job;

import ffrtmp.protocol.job.JobEvent;
import org.jspecify.annotations.Nullable;

/**
 * The last wish of a caller that was carried out, and the request that brought it: the same request
 * again is a repeat, and is answered as carried out.
 */
public record Asked(Wish wish, String request) {
  /** What a caller may wish of a job that exists. */
  public enum Wish {
    PAUSE,
    RESUME,
    CANCEL,
    RETRY
  }

  /** The wish behind an event, or {@code before} where no request stands behind it. */
  static @Nullable Asked after(JobEvent event, @Nullable Asked before) {
    var request = event.cause().request();
    var wish = wishOf(event);
    return request == null || wish == null ? before : new Asked(wish, request);
  }

  private static @Nullable Wish wishOf(JobEvent event) {
    if (event instanceof JobEvent.PauseRequested) return Wish.PAUSE;
    if (event instanceof JobEvent.Suspended) return Wish.PAUSE;
    if (event instanceof JobEvent.Resumed) return Wish.RESUME;
    if (event instanceof JobEvent.CancelRequested) return Wish.CANCEL;
    if (event instanceof JobEvent.Canceled) return Wish.CANCEL;
    if (event instanceof JobEvent.Retried) return Wish.RETRY;
    return null;
  }
}
