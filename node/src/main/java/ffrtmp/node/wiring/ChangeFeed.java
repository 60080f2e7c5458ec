package ffrtmp.node.wiring;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import ffrtmp.persistence.read.Change;
import ffrtmp.persistence.read.ReadTables;
import ffrtmp.protocol.port.JobChange;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Every change of every job as a stream, page by page from the read tables. */
final class ChangeFeed {
  private final ReadTables tables;
  private final NewChanges news;

  ChangeFeed(ActorSystem<?> system, ReadTables tables) {
    this.tables = tables;
    news =
        new NewChanges(
            tables::latestChange,
            number -> tables.changesAfter(number, NewChanges.PAGE),
            (delay, task) ->
                system.scheduler().scheduleOnce(delay, task, system.executionContext()),
            System::nanoTime);
  }

  /** Changes after {@code number}; a negative one: from now on. */
  Source<JobChange, NotUsed> follow(long number) {
    CompletionStage<Long> from =
        number < 0 ? tables.latestChange() : CompletableFuture.completedStage(number);
    return Source.completionStage(from)
        .flatMapConcat(start -> Source.unfoldAsync(start, this::page))
        .mapConcat(ChangeFeed::jobs);
  }

  /** Maybe none: to wait for some in one stage would have it grow with each look. */
  private CompletionStage<Optional<Pair<Long, List<Change>>>> page(long after) {
    return news.after(after)
        .thenApply(
            changes -> {
              long last = changes.isEmpty() ? after : changes.get(changes.size() - 1).number();
              return Optional.of(Pair.create(last, changes));
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
