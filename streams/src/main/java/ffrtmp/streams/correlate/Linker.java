package ffrtmp.streams.correlate;

import ffrtmp.protocol.stream.LinkMethod;
import org.jspecify.annotations.Nullable;

/** Finds the download that a session is related to. */
interface Linker {
  /** Called once for each session, in the order of their end; absent: it abstains. */
  @Nullable Link find(Session session);

  /**
   * What was found.
   *
   * @param confidence 0 to 1
   */
  record Link(Download download, LinkMethod method, double confidence) {}
}
