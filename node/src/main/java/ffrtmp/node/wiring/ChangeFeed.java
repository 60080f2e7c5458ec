package ffrtmp.node.wiring;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.japi.Pair;
import akka.pattern.Patterns;
import akka.stream.javadsl.Source;
import ffrtmp.persistence.read.Change;
import ffrtmp.persistence.read.ReadTables;
import ffrtmp.protocol.port.JobChange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Every change of every job as a stream, page by page from the read tables. */
final class ChangeFeed {
  private static final int PAGE = 500;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final ActorSystem<?> system;
  private final ReadTables tables;

  ChangeFeed(ActorSystem<?> system, ReadTables tables) {
    this.system = system;
    this.tables = tables;
  }

  /** Changes after {@code number}; a negative one: from now on. */
  Source<JobChange, NotUsed> follow(long number) {
    CompletionStage<Long> from =
        number < 0 ? tables.latestChange() : CompletableFuture.completedStage(number);
    return Source.completionStage(from)
        .flatMapConcat(start -> Source.unfoldAsync(start, this::page))
        .mapConcat(ChangeFeed::jobs);
  }

  private CompletionStage<Optional<Pair<Long, List<Change>>>> page(long after) {
    return tables
        .changesAfter(after, PAGE)
        .thenCompose(
            changes -> {
              if (changes.isEmpty()) {
                return Patterns.after(PAUSE, system.classicSystem(), () -> page(after));
              }
              long last = changes.get(changes.size() - 1).number();
              return CompletableFuture.completedStage(Optional.of(Pair.create(last, changes)));
            });
  }

  private static List<JobChange> jobs(List<Change> changes) {
    return changes.stream()
        .filter(Change.OfJob.class::isInstance)
        .map(Change.OfJob.class::cast)
        .map(change -> new JobChange(change.number(), change.view()))
        .toList();
  }
}
