package ffrtmp.persistence.journal;

import static ffrtmp.persistence.Samples.JOB;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.serialization.SerializationExtension;
import com.typesafe.config.ConfigFactory;
import ffrtmp.persistence.job.JobState;
import ffrtmp.persistence.job.RandomLives;
import ffrtmp.protocol.job.JobEvent;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A benchmark: what the chain costs each event that is written. */
@Tag("bench")
class ChainBenchTest {
  private static final int ROUNDS = 5;
  private static final int LIVES = 2_000;

  @Test
  void aLinkCostsLittleBesideTheEvent() {
    var kit = ActorTestKit.create(ConfigFactory.load());
    try {
      var serialization = SerializationExtension.get(kit.system());
      var chain = new Chain<>(kit.system(), JournalIds.of(JOB), JobEvent.class, JobState.class);
      ToIntFunction<JobEvent> plain = event -> serialization.serialize(event).get().length;
      ToIntFunction<JobEvent> linked =
          event -> {
            int size = serialization.serialize(chain.toJournal(event)).get().length;
            chain.written();
            return size;
          };
      var lives = new ArrayList<List<JobEvent>>();
      for (int i = 0; i < LIVES; i++) lives.add(RandomLives.of(i, i + 1, 25));
      double least = Double.MAX_VALUE;
      for (int round = 0; round < ROUNDS; round++) {
        double without = micros(lives, plain);
        double with = micros(lives, linked);
        System.out.printf(
            Locale.ROOT, "an event: %.2f µs without a link, %.2f µs with%n", without, with);
        least = Math.min(least, with - without);
      }
      assertThat(least).as("microseconds for a link").isLessThan(10);
    } finally {
      kit.shutdownTestKit();
    }
  }

  private static double micros(List<List<JobEvent>> lives, ToIntFunction<JobEvent> write) {
    long bytes = 0;
    long events = 0;
    // Of this thread: others on the machine must not count.
    var thread = ManagementFactory.getThreadMXBean();
    long began = thread.getCurrentThreadCpuTime();
    for (var life : lives) {
      for (var event : life) bytes += write.applyAsInt(event);
      events += life.size();
    }
    long took = thread.getCurrentThreadCpuTime() - began;
    assertThat(bytes).isPositive();
    return took / 1e3 / events;
  }
}
