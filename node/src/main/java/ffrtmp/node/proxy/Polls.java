package ffrtmp.node.proxy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The open polls of one node, each an offer of one slot. A poll waits until it is due; then the
 * scheduler is asked to withdraw it, and it is kept only where the scheduler has placed something
 * on it meanwhile. So a poll is not answered with nothing while a job is on its way to it. Times
 * are nanoseconds of one monotonic clock. Pure.
 */
final class Polls {
  private enum Stand {
    WAITING,
    /** Due; the scheduler has not answered. */
    ASKED,
    /** Due; an attempt is on its way. */
    KEPT
  }

  /** A poll that was taken out for an attempt. */
  record Poll(String key, long due) {}

  /** What to tell the scheduler. */
  record Statement(int waiting, int fleeting) {}

  private static final class Entry {
    final Poll poll;
    Stand stand = Stand.WAITING;
    long since;

    Entry(Poll poll) {
      this.poll = poll;
    }
  }

  /** How long a commit and its way here may take, beyond the scheduler's answer. */
  private static final long ON_ITS_WAY = Duration.ofSeconds(5).toNanos();

  private final long decision;
  private final Map<String, Entry> open = new LinkedHashMap<>();

  /**
   * @param decision how long the scheduler may take to answer
   */
  Polls(Duration decision) {
    this.decision = decision.toNanos();
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  int size() {
    return open.size();
  }

  void open(Poll poll) {
    open.put(poll.key(), new Entry(poll));
  }

  /** Whether there was such a poll. */
  boolean close(String key) {
    return open.remove(key) != null;
  }

  /** Takes out a poll for an attempt: one that is kept, else one that is due, else the oldest. */
  Optional<Poll> take() {
    Entry best = null;
    for (Entry entry : open.values()) {
      if (best == null || entry.stand.compareTo(best.stand) > 0) best = entry;
    }
    if (best == null) return Optional.empty();
    open.remove(best.poll.key());
    return Optional.of(best.poll);
  }

  /** Whether a poll has become due that the scheduler has not been asked about. */
  boolean anyDue(long now) {
    return open.values().stream().anyMatch(e -> e.stand == Stand.WAITING && isDue(e, now));
  }

  /** What is open now; what is due is asked about by this. */
  Statement state(long now) {
    int waiting = 0;
    for (Entry entry : open.values()) {
      if (entry.stand != Stand.WAITING) continue;
      if (isDue(entry, now)) {
        entry.stand = Stand.ASKED;
        entry.since = now;
      } else {
        waiting++;
      }
    }
    return new Statement(waiting, open.size() - waiting);
  }

  /** The scheduler's answer to the last statement: the polls that are withdrawn, to be answered. */
  List<String> placed(int used, long now) {
    List<String> withdrawn = new ArrayList<>();
    int left = used;
    for (Iterator<Entry> it = open.values().iterator(); it.hasNext(); ) {
      Entry entry = it.next();
      if (entry.stand == Stand.WAITING) continue;
      if (left-- > 0) {
        if (entry.stand == Stand.ASKED) entry.since = now;
        entry.stand = Stand.KEPT;
      } else {
        it.remove();
        withdrawn.add(entry.poll.key());
      }
    }
    return withdrawn;
  }

  /** Takes out the polls for which nothing came in time, to be answered. */
  List<String> overdue(long now) {
    List<String> late = new ArrayList<>();
    for (Iterator<Entry> it = open.values().iterator(); it.hasNext(); ) {
      Entry entry = it.next();
      if (entry.stand == Stand.WAITING || now - at(entry) < 0) continue;
      it.remove();
      late.add(entry.poll.key());
    }
    return late;
  }

  /** When something is to be done next; empty: nothing is open. */
  Optional<Long> nextAt() {
    Long next = null;
    for (Entry entry : open.values()) {
      long at = at(entry);
      if (next == null || at - next < 0) next = at;
    }
    return Optional.ofNullable(next);
  }

  private long at(Entry entry) {
    return switch (entry.stand) {
      case WAITING -> entry.poll.due();
      case ASKED -> entry.since + decision;
      case KEPT -> entry.since + ON_ITS_WAY;
    };
  }

  private static boolean isDue(Entry entry, long now) {
    return now - entry.poll.due() >= 0;
  }
}
