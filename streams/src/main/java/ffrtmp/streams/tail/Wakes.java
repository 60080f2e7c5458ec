package ffrtmp.streams.tail;

import akka.Done;
import akka.NotUsed;
import akka.event.Logging;
import akka.stream.RestartSettings;
import akka.stream.alpakka.file.javadsl.DirectoryChangesSource;
import akka.stream.javadsl.RestartSource;
import akka.stream.javadsl.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * When to look at a folder of logs: when the kernel tells of a change, and every so often even if
 * it does not, since network file systems tell nothing. A wake that comes while the last one is
 * being served is kept, further ones are the same one.
 */
public final class Wakes {
  private static final int EVENTS = 4096;
  private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final double JITTER = 0.2;

  private Wakes() {}

  /**
   * Never ends and never fails.
   *
   * @param folder may be missing, and may come later
   */
  public static Source<Done, NotUsed> of(Path folder, TailSettings settings) {
    Source<Done, NotUsed> polls =
        Source.tick(Duration.ZERO, settings.poll(), Done.done())
            .mapMaterializedValue(cancellable -> NotUsed.notUsed());
    return changes(folder, settings.notice()).merge(polls).conflate((earlier, later) -> later);
  }

  /** Also where watching fails, as where more happens than the kernel remembers: polls go on. */
  private static Source<Done, NotUsed> changes(Path folder, Duration notice) {
    RestartSettings restarts =
        RestartSettings.create(LEAST_PAUSE, LONGEST_PAUSE, JITTER)
            .withLogSettings(
                RestartSettings.createLogSettings(Logging.DebugLevel())
                    .withCriticalLogLevel(Logging.DebugLevel(), Integer.MAX_VALUE));
    return RestartSource.withBackoff(
        restarts,
        () ->
            Source.lazySource(() -> watch(folder, notice))
                .mapMaterializedValue(s -> NotUsed.notUsed()));
  }

  private static Source<Done, NotUsed> watch(Path folder, Duration notice) {
    if (!Files.isDirectory(folder)) return Source.empty();
    return DirectoryChangesSource.create(folder, notice, EVENTS).map(change -> Done.done());
  }
}
