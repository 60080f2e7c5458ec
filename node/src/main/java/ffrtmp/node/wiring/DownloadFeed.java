package ffrtmp.node.wiring;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.japi.Pair;
import akka.pattern.Patterns;
import akka.stream.javadsl.Source;
import ffrtmp.persistence.log.LogTables;
import ffrtmp.protocol.port.DownloadInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Downloads as they change: first the active ones, then each change. The tables are asked twice a
 * second at the most and only when the reader asks, so a slow one sees the latest and no queue.
 */
final class DownloadFeed {
  private static final int PAGE = 500;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final ActorSystem<?> system;
  private final LogTables tables;

  DownloadFeed(ActorSystem<?> system, LogTables tables) {
    this.system = system;
    this.tables = tables;
  }

  Source<DownloadInfo, NotUsed> follow() {
    return Source.completionStage(tables.active())
        .flatMapConcat(
            active ->
                Source.single(active.downloads())
                    .concat(Source.unfoldAsync(active.last(), this::next)))
        .mapConcat(downloads -> downloads);
  }

  /** Maybe none: to wait for some in one stage would have it grow with each look. */
  private CompletionStage<Optional<Pair<Long, List<DownloadInfo>>>> next(long after) {
    return Patterns.after(PAUSE, system.classicSystem(), () -> tables.changedAfter(after, PAGE))
        .thenApply(changes -> Optional.of(Pair.create(changes.last(), changes.downloads())));
  }
}
