package ffrtmp.streams.correlate;

import ffrtmp.streams.line.Slice;

/** To which service a request or session belongs. */
public interface Services {
  /** What hosts that no table knows belong to. */
  String OTHER = "other";

  /**
   * The service's name, or {@link #OTHER}.
   *
   * @param tag the cache tag; may be empty
   * @param host as requested; may be empty
   */
  String serviceOf(Slice tag, Slice host);
}
