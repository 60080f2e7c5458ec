package ffrtmp.streams.correlate;

import ffrtmp.protocol.stream.LinkMethod;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Relates a session to the download whose requests it carried, where both logs show the same
 * connections: its bytes must be those of a run of requests, in the order of the file, that no
 * other session has and that ended while it lasted.
 *
 * <p>The run is looked for among each candidate's requests to one host, then among all of them. Of
 * several the likeliest is taken: bytes that fit closely, the session's own host, a beginning and
 * an end near the session's, few requests between that are left over. A loose fit counts only where
 * there is one candidate. Which run it is stays unclear with parallel connections, and nothing
 * tells it; which download, hardly ever.
 *
 * <p>A session that no run fits is related to the only candidate, or the one far enough ahead, that
 * served as many bytes at that time; else by {@link CoActivity}. The method says so.
 */
final class ByteBudget implements Linker {
  private static final long HANDSHAKE = 4_600;
  private static final double LOOSE_SHARE = 0.01;
  private static final double LOOSE_BYTES = 1_500;
  private static final double CAPACITY = 0.97;
  private static final double MARGIN = 0.2;
  private static final double BEST = 2.5;
  private static final double SURE = 0.9;

  private final Downloads downloads;
  private final EventClock clock;
  private final OpenState open;
  private final long retention;
  private final CoActivity otherwise;

  ByteBudget(Downloads downloads, EventClock clock, OpenState open, long retention) {
    this.downloads = downloads;
    this.clock = clock;
    this.open = open;
    this.retention = retention;
    this.otherwise = new CoActivity(downloads);
  }

  @Override
  public @Nullable Link find(Session session) {
    List<Candidate> candidates = candidates(session);
    double budget = session.row.sent() - HANDSHAKE;
    if (budget > 0 && !candidates.isEmpty()) {
      Run run = best(session, candidates, budget);
      if (run != null && (run.close() || candidates.size() == 1)) return taken(run);
      Link link = byCapacity(candidates, budget, session);
      if (link != null) return link;
      if (candidates.stream().anyMatch(candidate -> candidate.holds(budget))) return null;
    }
    return otherwise.find(session);
  }

  private List<Candidate> candidates(Session session) {
    List<Candidate> found = new ArrayList<>();
    long kept = clock.watermark() - retention;
    for (Download download : downloads.of(session.row.client(), session.row.service())) {
      if (!CoActivity.overlap(session, download)) continue;
      found.add(new Candidate(download, new Window(download, session, kept)));
    }
    return found;
  }

  private static @Nullable Run best(Session session, List<Candidate> candidates, double budget) {
    Runs runs = new Runs(session, budget, session.row.sent() * LOOSE_SHARE + LOOSE_BYTES);
    for (Candidate candidate : candidates) runs.search(candidate);
    return runs.best();
  }

  private Link taken(Run run) {
    run.take(open);
    double confidence = run.close() ? 1 - (1 - SURE) * run.looseness() : SURE;
    return new Link(run.candidate().download(), LinkMethod.BYTE_BUDGET, confidence);
  }

  private static @Nullable Link byCapacity(
      List<Candidate> candidates, double budget, Session session) {
    Candidate best = null;
    double score = 0;
    double second = 0;
    int able = 0;
    for (Candidate candidate : candidates) {
      if (!candidate.holds(budget)) continue;
      able++;
      double its = candidate.score(budget, session);
      if (best == null || its > score) {
        second = score;
        score = its;
        best = candidate;
      } else if (its > second) {
        second = its;
      }
    }
    if (best == null || (able > 1 && score - second < MARGIN)) return null;
    double confidence = Math.min(1, (score - second) / BEST);
    return new Link(best.download(), LinkMethod.CO_ACTIVITY, confidence);
  }

  /** A download that may have been what the session carried. */
  record Candidate(Download download, Window window) {
    boolean holds(double budget) {
      return window.seconds() > 0 && window.cost() >= CAPACITY * budget;
    }

    double score(double budget, Session session) {
      double seconds = (double) session.endSecond() - session.startSecond() + 1;
      return Math.min(1, window.freeCost() / budget)
          + Math.min(1, window.hostCost() / budget) / 2
          + window.seconds() / seconds;
    }
  }

  /**
   * Requests of a candidate whose bytes fit.
   *
   * @param indices in the candidate's window
   * @param looseness how far off the bytes are, in four times what they vary by
   * @param penalty the smaller, the likelier
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Run(Candidate candidate, int[] indices, double looseness, double penalty) {
    boolean close() {
      return looseness <= 1;
    }

    void take(OpenState open) {
      for (int index : indices) candidate.window().take(index, open);
    }
  }
}
