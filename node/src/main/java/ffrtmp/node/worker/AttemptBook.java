package ffrtmp.node.worker;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.Requirements;
import ffrtmp.protocol.worker.Held;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The attempts that a worker answers for, the room that they take, and the last ones that are over.
 * Invariant: an attempt that is not in the book takes no room.
 */
final class AttemptBook {
  /**
   * Repeats of what is over are known by these; a repeat later than that finds its job moved on.
   */
  private static final int REMEMBERED = 1_024;

  /** Answers owed for attempts not held here; past it a stop goes unanswered and is said again. */
  private static final int MOST_ATTEMPTS = 4_096;

  private final Room room;
  private final Map<Held, Attempt> attempts = new LinkedHashMap<>();
  private final Recent<Held> over = new Recent<>(REMEMBERED);

  /**
   * @param room an empty one, of this node's declared size
   */
  AttemptBook(Room room) {
    this.room = room;
  }

  /** Whether it is here, was here, or came too late: a newer attempt of its job is here. */
  boolean knows(Held held) {
    return attempts.containsKey(held) || over.contains(held) || isOld(held);
  }

  private boolean isOld(Held held) {
    return of(held.job()).stream().anyMatch(other -> other.held.attempt() > held.attempt());
  }

  Attempt open(Held held) {
    Attempt attempt = new Attempt(held);
    attempts.put(held, attempt);
    return attempt;
  }

  /** An attempt that is not here and was told to stop; empty when too many answers are owed. */
  Optional<Attempt> owe(Held held) {
    if (attempts.size() >= MOST_ATTEMPTS) return Optional.empty();
    over.add(held);
    Attempt attempt = Attempt.owed(held);
    attempts.put(held, attempt);
    return Optional.of(attempt);
  }

  /** Reserves room, or says what is missing and reserves nothing. */
  Optional<String> reserve(Held held, Requirements wanted) {
    return room.reserve(held, wanted);
  }

  /** Its processes are gone: others may have its room, though its job has not answered yet. */
  void free(Held held) {
    room.release(held);
  }

  /** Nothing is left to do or to say. */
  void close(Held held) {
    attempts.remove(held);
    over.add(held);
    room.release(held);
  }

  Optional<Attempt> find(Held held) {
    return Optional.ofNullable(attempts.get(held));
  }

  List<Attempt> of(JobId job) {
    return attempts.values().stream().filter(each -> each.held.job().equals(job)).toList();
  }

  /** A copy, in the order in which they came. */
  List<Attempt> all() {
    return List.copyOf(attempts.values());
  }

  boolean isEmpty() {
    return attempts.isEmpty();
  }

  /** The attempts that are here, those left out that only an answer is owed for. */
  Set<Held> held() {
    Set<Held> held = new HashSet<>();
    attempts.values().stream().filter(each -> !each.owed).forEach(each -> held.add(each.held));
    return held;
  }

  /** The log of the newest attempt at a job; empty where there is none. */
  String log(JobId job) {
    return of(job).stream()
        .filter(attempt -> attempt.execution != null)
        .max(Comparator.comparing(attempt -> attempt.held.attempt()))
        .flatMap(attempt -> Optional.ofNullable(attempt.execution))
        .map(Execution::log)
        .orElse("");
  }
}
