package ffrtmp.persistence.job;

import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes of the state that a job shows, bounded: all of them up to 201, past that the first
 * 100, one that stands for the gap, and the last 100.
 *
 * @param dropped how many the gap stands for
 */
public record Trail(List<Transition> first, List<Transition> last, long dropped) {
  private static final int HALF = 100;
  private static final int WHOLE = 2 * HALF + 1;

  static final Trail EMPTY = new Trail(List.of(), List.of(), 0);

  public Trail {
    first = List.copyOf(first);
    last = List.copyOf(last);
  }

  Trail then(JobStatus from, JobStatus to, Instant at, @Nullable String reason) {
    if (from == to) return this;
    var step = new Transition(from, to, at, reason);
    if (first.size() < HALF) return new Trail(appended(first, step), last, dropped);
    var tail = appended(last, step);
    boolean gap = dropped > 0 || first.size() + tail.size() > WHOLE;
    int surplus = gap ? tail.size() - HALF : 0;
    return new Trail(first, tail.subList(surplus, tail.size()), dropped + surplus);
  }

  /** As shown, at most 201. */
  List<Transition> shown() {
    var all = new ArrayList<>(first);
    if (dropped > 0) {
      var before = first.get(first.size() - 1);
      var after = last.get(0);
      var left = dropped + " transitions left out";
      all.add(new Transition(before.to(), after.from(), before.timestamp(), left));
    }
    all.addAll(last);
    return all;
  }

  private static List<Transition> appended(List<Transition> list, Transition step) {
    var longer = new ArrayList<>(list);
    longer.add(step);
    return longer;
  }
}
