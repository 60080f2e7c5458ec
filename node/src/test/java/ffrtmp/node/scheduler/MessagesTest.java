package ffrtmp.node.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.SerializationTestKit;
import akka.serialization.SerializationExtension;
import com.typesafe.config.ConfigFactory;
import ffrtmp.node.lease.LeaseKeeper;
import ffrtmp.node.scheduler.core.Fact;
import ffrtmp.node.scheduler.core.Policy;
import ffrtmp.node.scheduler.core.SchedulerCore;
import ffrtmp.protocol.CborSerializable;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.node.Vitals;
import ffrtmp.protocol.worker.Held;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Every message that may cross the cluster survives CBOR unchanged. */
class MessagesTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create(
          ConfigFactory.parseString(
              """
              akka.actor.allow-java-serialization = off
              akka.actor.serialization-bindings {
                "ffrtmp.protocol.CborSerializable" = jackson-cbor
              }
              """));

  private final SerializationTestKit serialization = KIT.serializationTestKit();

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void everyMessageOfSchedulerAndLeasesIsSampledAndSurvives() {
    List<Object> samples = samples();
    Set<Class<?>> sampled = new HashSet<>();
    for (Object sample : samples) {
      serialization.verifySerialization(sample, true);
      var serializer = SerializationExtension.get(KIT.system()).findSerializerFor(sample);
      assertThat(serializer.getClass().getSimpleName()).isEqualTo("JacksonCborSerializer");
      sampled.add(sample.getClass());
    }
    assertThat(sampled).containsAll(crossing(SchedulerCommand.class));
    assertThat(sampled).containsAll(crossing(LeaseKeeper.class));
  }

  private static List<Class<?>> crossing(Class<?> family) {
    return Arrays.stream(family.getDeclaredClasses())
        .filter(CborSerializable.class::isAssignableFrom)
        .<Class<?>>map(type -> type)
        .toList();
  }

  private static List<Object> samples() {
    Held held = new Held(Samples.id(1), 3);
    List<Object> samples = new ArrayList<>();
    samples.add(new SchedulerCommand.JobHint(Samples.placed(1)));
    samples.add(new SchedulerCommand.JobHint(Samples.waiting(1)));
    samples.add(new SchedulerCommand.NodeHint(Samples.node(1, 2, true)));
    samples.add(new SchedulerCommand.Leases(Samples.report("k", 1, 2, true, held)));
    samples.add(
        new SchedulerCommand.Offer(
            Samples.NODE,
            3,
            "life",
            2,
            1,
            0,
            Set.of(held),
            KIT.<SchedulerCommand.Placed>createTestProbe().ref()));
    samples.add(new SchedulerCommand.Placed(2, 1));
    samples.add(
        new SchedulerCommand.Explain(
            Samples.id(1), KIT.<SchedulerCommand.Explained>createTestProbe().ref()));
    samples.add(
        new SchedulerCommand.FindUnplaceable(
            KIT.<SchedulerCommand.UnplaceableJobs>createTestProbe().ref()));
    samples.add(new SchedulerCommand.Explained(null));
    samples.add(explained());
    samples.add(new SchedulerCommand.UnplaceableJobs(Set.<JobId>of(Samples.id(1))));
    samples.add(
        new LeaseKeeper.Renew(
            Samples.NODE,
            "i",
            1,
            Set.of(held),
            true,
            Duration.ofSeconds(5),
            new Vitals(1.5, null),
            7,
            KIT.<LeaseKeeper.Renewed>createTestProbe().ref()));
    samples.add(new LeaseKeeper.Renewed("k", "i", 7));
    return samples;
  }

  private static SchedulerCommand.Explained explained() {
    var core = new SchedulerCore(Policy.DEFAULT);
    core.on(new Fact.NodeChanged(Samples.node(1, 1, true)));
    core.on(new Fact.JobChanged(Samples.waiting(1)));
    return new SchedulerCommand.Explained(core.explain(Samples.id(1)).orElseThrow());
  }
}
