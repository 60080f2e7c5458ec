package ffrtmp.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import ffrtmp.persistence.Databases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SequencerTest {
  private final Store store = Databases.fresh(Store.Kind.H2);
  private final ActorTestKit kit = ActorTestKit.create(Databases.config(store));

  @AfterEach
  void close() {
    kit.shutdownTestKit();
    store.close();
  }

  @Test
  void numbersAreContiguousFromOneAcrossBlocks() {
    var sequencer = kit.spawn(Sequencer.create());
    for (long number = 1; number <= 2 * Sequencer.BLOCK + 1; number++) {
      assertThat(next(sequencer)).isEqualTo(number);
    }
  }

  @Test
  void aRestartSkipsTheRestOfTheBlockAndReusesNothing() {
    var sequencer = kit.spawn(Sequencer.create());
    assertThat(next(sequencer)).isEqualTo(1);
    kit.stop(sequencer);
    assertThat(next(kit.spawn(Sequencer.create()))).isEqualTo(Sequencer.BLOCK + 1);
  }

  @Test
  void manyAtOnceEachGetANumberOfTheirOwn() {
    var sequencer = kit.spawn(Sequencer.create());
    var ask = Sequencer.asking(sequencer, kit.system().scheduler(), Duration.ofSeconds(20));
    var answers = new ArrayList<CompletableFuture<Long>>();
    for (int i = 0; i < 5000; i++) answers.add(ask.get().toCompletableFuture());
    var numbers = answers.stream().map(a -> a.orTimeout(30, TimeUnit.SECONDS).join()).toList();
    assertThat(numbers).doesNotHaveDuplicates().hasSize(5000);
  }

  private long next(ActorRef<Sequencer.Command> sequencer) {
    var ask = Sequencer.asking(sequencer, kit.system().scheduler(), Duration.ofSeconds(20));
    return ask.get().toCompletableFuture().join();
  }
}
