package ffrtmp.node.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.persistence.read.Change;
import ffrtmp.protocol.job.JobId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class NewChangesTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final List<Change> tables = new ArrayList<>();
  private final Deque<Runnable> later = new ArrayDeque<>();
  private int queries;
  private boolean broken;
  private long now = LONG.toNanos();
  private final NewChanges news =
      new NewChanges(
          () -> answer((long) tables.size()),
          number ->
              answer(
                  tables.stream()
                      .filter(change -> change.number() > number)
                      .limit(NewChanges.PAGE)
                      .toList()),
          (delay, task) -> later.add(task),
          () -> now);

  @Test
  void aThousandThatWaitCostOneLook() {
    change(3);
    waitAt(3, 1000);
    look();
    assertThat(queries).as("to see where one stands").isEqualTo(1);
    List<CompletableFuture<List<Change>>> readers = waitAt(3, 1000);
    change(2);
    look();
    assertThat(queries).isEqualTo(2);
    assertThat(readers).allSatisfy(reader -> assertThat(numbers(reader)).containsExactly(4L, 5L));
  }

  @Test
  void whoIsBehindAsksTheTablesAndCatchesUp() {
    change(2);
    waitAt(2, 1);
    look();
    assertThat(numbers(news.after(0))).containsExactly(1L, 2L);
    waitAt(2, 1);
    change(1);
    look();
    queries = 0;
    assertThat(numbers(news.after(2))).as("from the page that was found").containsExactly(3L);
    assertThat(queries).isZero();
  }

  @Test
  void whoWaitsInVainIsWokenAfterAWhileSoThatNobodyWhoLeftIsKept() {
    waitAt(0, 1);
    look();
    CompletableFuture<List<Change>> reader = waitAt(0, 1).get(0);
    for (int i = 0; i < 25; i++) look();
    assertThat(numbers(reader)).isEmpty();
    assertThat(later).as("and nobody looks while nobody waits").isEmpty();
  }

  @Test
  void tablesThatGiveNoAnswerAreAskedAgainAndNothingIsLost() {
    waitAt(0, 1);
    look();
    CompletableFuture<List<Change>> reader = waitAt(0, 1).get(0);
    broken = true;
    look();
    assertThat(reader).isNotDone();
    broken = false;
    change(1);
    look();
    assertThat(numbers(reader)).containsExactly(1L);
  }

  @Test
  void afterALongSilenceOneBeginsWhereTheTablesStand() {
    waitAt(0, 1);
    look();
    change(100_000);
    now += LONG.toNanos();
    CompletableFuture<List<Change>> reader = waitAt(100_000, 1).get(0);
    look();
    assertThat(numbers(reader)).isEmpty();
    reader = waitAt(100_000, 1).get(0);
    change(1);
    look();
    assertThat(numbers(reader)).containsExactly(100_001L);
  }

  private List<CompletableFuture<List<Change>>> waitAt(long number, int count) {
    List<CompletableFuture<List<Change>>> readers = new ArrayList<>();
    for (int i = 0; i < count; i++) readers.add(news.after(number).toCompletableFuture());
    assertThat(later).hasSize(1);
    return readers;
  }

  private void look() {
    later.remove().run();
  }

  private void change(int count) {
    for (int i = 0; i < count; i++) {
      // what a change says is nothing to those who pass it on
      tables.add(new Change.OfJob(tables.size() + 1L, new JobId(new UUID(1, 1)), null));
    }
  }

  private <T> CompletionStage<T> answer(T value) {
    queries++;
    return broken
        ? CompletableFuture.failedStage(new IllegalStateException("no connection"))
        : CompletableFuture.completedStage(value);
  }

  private static List<Long> numbers(CompletionStage<List<Change>> changes) {
    CompletableFuture<List<Change>> done = changes.toCompletableFuture();
    assertThat(done).isDone();
    return done.join().stream().map(Change::number).toList();
  }
}
