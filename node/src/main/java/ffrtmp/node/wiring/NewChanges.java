package ffrtmp.node.wiring;

import ffrtmp.persistence.read.Change;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is new in the read tables, for all who follow them: one look each {@link #PAUSE} while
 * anybody waits, however many they are. Whoever keeps up is served from the last page that was
 * found, and only who is behind it asks the tables. Safe from any thread.
 */
final class NewChanges {
  /** Changes that one look may find. */
  static final int PAGE = 500;

  static final Duration PAUSE = Duration.ofMillis(200);

  /** Looks after which those who wait are woken with nothing, so that nobody who left is kept. */
  private static final int LOOKS = 25;

  /** Nobody has looked for so long that to go on from there would only hold up who comes now. */
  private static final long STALE = Duration.ofSeconds(5).toNanos();

  /** Runs a task after a while. */
  @FunctionalInterface
  interface Later {
    void run(Duration delay, Runnable task);
  }

  /** The last changes that were found: all after {@code from}, up to and with {@code to}. */
  private record Page(long from, long to, List<Change> changes) {
    boolean continues(long number) {
      return from <= number && number < to;
    }

    List<Change> after(long number) {
      return changes.stream().filter(change -> change.number() > number).toList();
    }
  }

  private final Supplier<CompletionStage<Long>> latest;
  private final LongFunction<CompletionStage<List<Change>>> after;
  private final Later later;
  private final LongSupplier nanos;
  private @Nullable Page last;
  private @Nullable CompletableFuture<Void> waiting;
  private long looked;
  private int looks;

  /**
   * @param latest the number of the latest change
   * @param after the changes after a number, at most {@link #PAGE}
   */
  NewChanges(
      Supplier<CompletionStage<Long>> latest,
      LongFunction<CompletionStage<List<Change>>> after,
      Later later,
      LongSupplier nanos) {
    this.latest = latest;
    this.after = after;
    this.later = later;
    this.nanos = nanos;
  }

  /** The next changes after a number, in order; none where nothing came within some seconds. */
  CompletionStage<List<Change>> after(long number) {
    CompletionStage<Void> news;
    synchronized (this) {
      Page page = last;
      if (page != null && page.continues(number)) {
        return CompletableFuture.completedStage(page.after(number));
      }
      if (page != null && number < page.to()) return after.apply(number);
      news = news();
    }
    return news.thenCompose(
        woken -> {
          List<Change> found = found(number);
          return found == null ? after.apply(number) : CompletableFuture.completedStage(found);
        });
  }

  /** Null where the page does not reach back so far. */
  private synchronized @Nullable List<Change> found(long number) {
    Page page = last;
    if (page == null || number >= page.to()) return List.of();
    return page.continues(number) ? page.after(number) : null;
  }

  private CompletionStage<Void> news() {
    CompletableFuture<Void> known = waiting;
    if (known != null) return known;
    CompletableFuture<Void> fresh = new CompletableFuture<>();
    waiting = fresh;
    looks = 0;
    if (nanos.getAsLong() - looked > STALE) last = null;
    boolean more = last != null && last.changes().size() == PAGE;
    later.run(more ? Duration.ZERO : PAUSE, this::look);
    return fresh;
  }

  private void look() {
    Page page = page();
    if (page == null) {
      latest.get().whenComplete((number, failure) -> begin(failure == null ? number : null));
    } else {
      after.apply(page.to()).whenComplete((changes, failure) -> found(page, changes));
    }
  }

  private synchronized @Nullable Page page() {
    return last;
  }

  private void begin(@Nullable Long number) {
    if (number != null) learn(new Page(number, number, List.of()));
    wakeOrLookAgain(number != null);
  }

  private void found(Page page, @Nullable List<Change> found) {
    List<Change> changes = found == null ? List.of() : found;
    if (!changes.isEmpty()) {
      learn(new Page(page.to(), changes.get(changes.size() - 1).number(), changes));
    }
    wakeOrLookAgain(!changes.isEmpty());
  }

  private synchronized void learn(Page page) {
    last = page;
  }

  /** Where the tables gave no answer one looks again: those who wait have lost nothing. */
  private void wakeOrLookAgain(boolean news) {
    CompletableFuture<Void> woken;
    synchronized (this) {
      looked = nanos.getAsLong();
      woken = news || ++looks >= LOOKS ? waiting : null;
      if (woken != null) waiting = null;
    }
    if (woken == null) later.run(PAUSE, this::look);
    else woken.complete(null);
  }
}
