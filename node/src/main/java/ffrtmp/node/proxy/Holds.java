package ffrtmp.node.proxy;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.worker.AttemptWord;
import ffrtmp.protocol.worker.Held;
import ffrtmp.protocol.worker.Order;
import ffrtmp.protocol.worker.WorkerAnswer;
import ffrtmp.protocol.worker.WorkerReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one node under its present registration, one for each job, and the answers to
 * those that ended last: an old agent says its result again where the answer was lost. Pure.
 */
final class Holds {
  private static final int REMEMBERED = 64;

  private record Ended(int attempt, Class<?> report, WorkerAnswer answer) {}

  private final Map<JobId, Hold> holds = new LinkedHashMap<>();
  private final Map<JobId, Ended> ended = new LinkedHashMap<>();

  Optional<Hold> find(JobId job) {
    return Optional.ofNullable(holds.get(job));
  }

  Optional<Hold> find(Held held) {
    return find(held.job()).filter(hold -> hold.held().equals(held));
  }

  /** The attempt, made known where it was not; absent where a later one is known. */
  Optional<Hold> adopt(Held held) {
    Hold known = holds.get(held.job());
    if (known != null && known.held().attempt() > held.attempt()) return Optional.empty();
    if (known == null || known.held().attempt() < held.attempt()) {
      holds.put(held.job(), new Hold(held));
    }
    return find(held.job());
  }

  void end(Held held) {
    if (find(held).isPresent()) holds.remove(held.job());
  }

  /** Ends an attempt whose last word was answered so. */
  void end(Held held, WorkerReport report, WorkerAnswer answer) {
    end(held);
    ended.remove(held.job());
    ended.put(held.job(), new Ended(held.attempt(), report.getClass(), answer));
    Iterator<JobId> oldest = ended.keySet().iterator();
    if (ended.size() > REMEMBERED) {
      oldest.next();
      oldest.remove();
    }
  }

  /** How this last word was answered before; absent: it was not said before. */
  @Nullable WorkerAnswer answered(AttemptWord word) {
    Ended known = ended.get(word.job());
    if (known == null || holds.containsKey(word.job())) return null;
    boolean same = word.attempt() == null || word.attempt() == known.attempt();
    return same && known.report() == word.report().getClass() ? known.answer() : null;
  }

  /** A new registration: what was held under the old one is not held any more. */
  void clear() {
    holds.clear();
  }

  Collection<Hold> all() {
    return List.copyOf(holds.values());
  }

  Set<Held> held() {
    return holds.values().stream().map(Hold::held).collect(Collectors.toUnmodifiableSet());
  }

  List<Order> orders() {
    List<Order> orders = new ArrayList<>();
    for (Hold hold : holds.values()) {
      if (hold.isOut() && hold.order() != Order.Kind.CONTINUE) {
        orders.add(new Order(hold.held().job(), hold.held().attempt(), hold.order()));
      }
    }
    return orders;
  }

  /** What a worker that is alive does not have. */
  List<Hold> gone(long now, long signPatience, long lookPatience) {
    return holds.values().stream()
        .filter(hold -> hold.isGone(now, signPatience, lookPatience))
        .toList();
  }

  /** When something may be {@link #gone} next. */
  Optional<Long> nextAt(long signPatience, long lookPatience) {
    Long next = null;
    for (Hold hold : holds.values()) {
      Long at = hold.goneAt(signPatience, lookPatience);
      if (at != null && (next == null || at - next < 0)) next = at;
    }
    return Optional.ofNullable(next);
  }
}
