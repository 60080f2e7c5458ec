package ffrtmp.streams.tail;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.SinkQueueWithCancel;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WakesTest {
  private static final ActorTestKit KIT = ActorTestKit.create();

  @TempDir Path folder;

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  @Test
  void aChangeWakesLongBeforeThePollWould() throws Exception {
    SinkQueueWithCancel<Done> wakes = wakes(folder, Duration.ofMinutes(10));
    assertThat(next(wakes)).contains(Done.done()); // the first poll is at once
    Files.writeString(folder.resolve("access.log"), "a\n");
    assertThat(next(wakes)).contains(Done.done());
    wakes.cancel();
  }

  @Test
  void pollsGoOnWhereThereIsNoFolder() throws Exception {
    SinkQueueWithCancel<Done> wakes = wakes(folder.resolve("later"), Duration.ofMillis(20));
    for (int i = 0; i < 5; i++) assertThat(next(wakes)).contains(Done.done());
    wakes.cancel();
  }

  @Test
  void aFolderThatComesLaterIsWatched() throws Exception {
    Path later = folder.resolve("later");
    SinkQueueWithCancel<Done> wakes = wakes(later, Duration.ofMinutes(10));
    assertThat(next(wakes)).contains(Done.done());
    Files.createDirectory(later);
    var pending = wakes.pull().toCompletableFuture();
    for (int i = 0; !pending.isDone() && i < 200; i++) {
      Files.writeString(later.resolve("access.log"), i + "\n");
      KIT.createTestProbe().expectNoMessage(Duration.ofMillis(100));
    }
    assertThat(pending).isDone();
    wakes.cancel();
  }

  @Test
  void theDefaultsAreComplete() throws IOException {
    TailSettings settings = TailSettings.from(ConfigFactory.load());
    assertThat(settings.poll()).isEqualTo(Duration.ofMillis(100));
    assertThat(settings.chunk()).isEqualTo(256 << 10);
    assertThat(settings.maxLine()).isEqualTo(128 << 10);
  }

  private static SinkQueueWithCancel<Done> wakes(Path folder, Duration poll) {
    TailSettings s = Reader.SETTINGS;
    TailSettings settings =
        new TailSettings(
            poll,
            s.notice(),
            s.chunk(),
            s.maxLine(),
            s.quiet(),
            s.patience(),
            s.settle(),
            s.remember(),
            s.remembered());
    return Wakes.of(folder, settings).runWith(Sink.queue(), KIT.system());
  }

  private static Optional<Done> next(SinkQueueWithCancel<Done> wakes) throws Exception {
    return wakes.pull().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
