package ffrtmp.streams.correlate;

import ffrtmp.streams.correlate.ByteBudget.Candidate;
import ffrtmp.streams.correlate.ByteBudget.Run;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the run of requests that one session most likely carried. The constants were calibrated
 * on generated logs: a response's head varies by 40 bytes about its mean, a session's name is its
 * requests' host more often than not.
 */
final class Runs {
  private static final double HEAD_DEVIATION = 40;
  private static final double LEAST_DEVIATION = 30;
  private static final double CLOSE = 4;
  private static final double LOOSE_PENALTY = 20;
  private static final double MOST_MISFIT = 9;
  private static final double OTHER_HOST = 1.5;
  private static final double SEVERAL_HOSTS = 4;
  private static final double LATE_START = 4;
  private static final double EARLY_END_SECONDS = 4;
  private static final double LEFT_OVER = 0.5;
  private static final double MOST_LEFT_OVER = 2;
  private static final int MILLIS = 1_000;

  private final Session session;
  private final double budget;
  private final double tolerance;
  private final double start;
  private final double seconds;
  private int[] group = new int[64];
  private int size;
  private @Nullable Run best;

  /**
   * @param tolerance bytes that a run may be off at the most
   */
  Runs(Session session, double budget, double tolerance) {
    this.session = session;
    this.budget = budget;
    this.tolerance = tolerance;
    start = (double) session.row.startMillis() / MILLIS;
    seconds = Math.max(1, (double) session.row.durationMillis() / MILLIS);
  }

  @Nullable Run best() {
    return best;
  }

  void search(Candidate candidate) {
    Window window = candidate.window();
    if (window.freeCost() < budget - tolerance) return;
    int[] hosts = hosts(window);
    for (int host : hosts) {
      group(window, host, false);
      search(candidate, host == session.hostHash ? 0 : OTHER_HOST);
    }
    if (hosts.length == 1) return;
    group(window, 0, true);
    search(candidate, SEVERAL_HOSTS);
  }

  private static int[] hosts(Window window) {
    int[] hosts = new int[4];
    int count = 0;
    for (int at = 0; at < window.size() && count < Download.MAX_HOSTS; at++) {
      int host = window.host(at);
      int known = 0;
      while (known < count && hosts[known] != host) known++;
      if (known < count) continue;
      if (count == hosts.length) hosts = Arrays.copyOf(hosts, count * 2);
      hosts[count++] = host;
    }
    return Arrays.copyOf(hosts, count);
  }

  private void group(Window window, int host, boolean any) {
    if (group.length < window.size()) group = new int[window.size()];
    size = 0;
    for (int at = 0; at < window.size(); at++) {
      if (any || window.host(at) == host) group[size++] = at;
    }
  }

  private void search(Candidate candidate, double hostPenalty) {
    Window window = candidate.window();
    double cost = 0;
    int from = 0;
    for (int to = 0; to < size; to++) {
      cost += window.cost(group[to]);
      while (from < to && cost - budget > tolerance) cost -= window.cost(group[from++]);
      double error = Math.abs(cost - budget);
      if (error <= tolerance) consider(candidate, from, to, error, hostPenalty);
    }
  }

  private void consider(Candidate candidate, int from, int to, double error, double hostPenalty) {
    int count = to - from + 1;
    double deviation = HEAD_DEVIATION * Math.sqrt(count) + LEAST_DEVIATION;
    double misfit = error / deviation;
    double penalty = hostPenalty + Math.min(MOST_MISFIT, misfit * misfit / 2);
    if (misfit > CLOSE) penalty += LOOSE_PENALTY;
    Window window = candidate.window();
    double late = window.second(group[from]) - start - 1;
    double early = session.endSecond() - window.second(group[to]);
    penalty += LATE_START * Math.max(0, late) / seconds;
    penalty += Math.min(1, early / EARLY_END_SECONDS);
    penalty += LEFT_OVER * Math.min(MOST_LEFT_OVER, (double) (size - count) / count);
    if (best != null && best.penalty() <= penalty) return;
    int[] indices = Arrays.copyOfRange(group, from, to + 1);
    best = new Run(candidate, indices, misfit / CLOSE, penalty);
  }
}
