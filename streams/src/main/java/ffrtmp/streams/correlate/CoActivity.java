package ffrtmp.streams.correlate;

import ffrtmp.protocol.stream.LinkMethod;
import org.jspecify.annotations.Nullable;

/**
 * Relates a session to the download that its client had under way with the same service at the same
 * time. It abstains where the runner-up is close; the confidence is how far ahead the best one is.
 */
final class CoActivity implements Linker {
  private static final int SLACK = 2;
  private static final double MARGIN = 0.2;
  private static final double EXACT_HOST = 0.5;
  private static final double BEST = 2;

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
    double confidence = Math.min(1, (score - second) / BEST);
    return new Link(best, LinkMethod.CO_ACTIVITY, confidence);
  }

  private static double score(Session session, Download download, boolean sameHost) {
    long from = Math.max(session.startSecond(), download.first - SLACK);
    long to = Math.min(session.endSecond(), download.last + SLACK);
    if (to < from) return 0;
    double seconds = Math.max(1, session.endSecond() - session.startSecond() + 1);
    double score = Math.min(1, (to - from + 1) / seconds);
    if (sameHost) score += EXACT_HOST;
    return score;
  }
}
