package ffrtmp.streams.tail;

import akka.Done;
import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.nio.file.Path;
import java.time.Duration;

/** Ticks when a folder is worth a look. */
public final class Wakes {
  private Wakes() {}

  public static Source<Done, NotUsed> of(Path folder, TailSettings settings) {
    return Source.tick(Duration.ZERO, settings.poll(), Done.getInstance())
        .mapMaterializedValue(c -> NotUsed.getInstance())
        .conflate((a, b) -> b);
  }
}
