package ffrtmp.streams.correlate;

import ffrtmp.protocol.stream.LinkMethod;
import org.jspecify.annotations.Nullable;

/**
 * Relates a session to the download that its client had under way with the same service at the same
 * time. The score adds up
 *
 * <ul>
 *   <li>the share of the session's time in which the download went on, give or take two seconds;
 *   <li>1 when the session began while the download went on: applications talk while they fetch.
 *       Connections stay open for up to 65 s after the last request, so a session that began that
 *       soon after the download counts too, but for 0.6 at the most;
 *   <li>½ when the download has a request to the very host.
 * </ul>
 *
 * <p>It abstains where the runner-up is within 0.2; the confidence is the distance to it, as part
 * of 2. A service that no table knows proves nothing: there the host must be the same.
 */
final class CoActivity implements Linker {
  private static final int SLACK = 2;
  private static final int EARLY = 3;
  private static final int KEPT_ALIVE = 65;
  private static final double BEGAN_AFTER = 0.6;
  private static final double EXACT_HOST = 0.5;
  private static final double MARGIN = 0.2;
  private static final double CERTAIN = 2;

  private final Downloads downloads;

  CoActivity(Downloads downloads) {
    this.downloads = downloads;
  }

  @Override
  public @Nullable Link find(Session session) {
    boolean anyHost = !session.row.service().equals(Services.OTHER);
    Download best = null;
    double score = 0;
    double second = 0;
    for (Download candidate : downloads.of(session.row.client(), session.row.service())) {
      boolean sameHost = candidate.asked(session.hostHash);
      if (!sameHost && !anyHost) continue;
      double its = score(session, candidate, sameHost);
      if (its > score) {
        second = score;
        score = its;
        best = candidate;
      } else if (its > second) {
        second = its;
      }
    }
    if (best == null || score - second < MARGIN) return null;
    double confidence = Math.min(1, (score - second) / CERTAIN);
    return new Link(best, LinkMethod.CO_ACTIVITY, confidence);
  }

  /** Both went on at the same time, give or take two seconds. */
  static boolean overlap(Session session, Download download) {
    return download.first - SLACK <= session.endSecond()
        && download.last + SLACK >= session.startSecond();
  }

  private static double score(Session session, Download download, boolean sameHost) {
    long start = session.startSecond();
    long end = session.endSecond();
    long after = start - download.last;
    if (download.first - SLACK > end || after > KEPT_ALIVE) return 0;
    double host = sameHost ? EXACT_HOST : 0;
    if (after > SLACK) return host + BEGAN_AFTER * (1 - after / (2.0 * KEPT_ALIVE));
    long from = Math.max(start, download.first - SLACK);
    long to = Math.min(end, download.last + SLACK);
    double overlap = Math.min(1, (to - from + 1) / (end - start + 1.0));
    boolean within = start >= download.first - EARLY;
    return host + overlap + (within ? 1 : 0);
  }
}
