package ffrtmp.node.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.serialization.SerializationExtension;
import com.typesafe.config.ConfigFactory;
import ffrtmp.protocol.CborSerializable;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobResult;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.Progress;
import ffrtmp.protocol.node.Vitals;
import ffrtmp.protocol.worker.AttemptWord;
import ffrtmp.protocol.worker.Beat;
import ffrtmp.protocol.worker.Held;
import ffrtmp.protocol.worker.Order;
import ffrtmp.protocol.worker.Registration;
import ffrtmp.protocol.worker.Sender;
import ffrtmp.protocol.worker.WorkerAnswer;
import ffrtmp.protocol.worker.WorkerReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What goes to a node's proxy and back, from one control node to another, survives CBOR. */
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

  private static final Sender SENDER = new Sender("key", Samples.NAME, "10.0.0.1");
  private static final Duration FIVE = Duration.ofSeconds(5);

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void everyMessageIsSampledAndSurvives() {
    Set<Class<?>> sampled = new HashSet<>();
    for (Object sample : samples()) {
      KIT.serializationTestKit().verifySerialization(sample, true);
      var serializer = SerializationExtension.get(KIT.system()).findSerializerFor(sample);
      assertThat(serializer.getClass().getSimpleName()).isEqualTo("JacksonCborSerializer");
      sampled.add(sample.getClass());
    }
    assertThat(sampled).containsAll(crossing(HttpNodeCommand.class));
    assertThat(sampled).containsAll(Arrays.asList(WorkerAnswer.class.getPermittedSubclasses()));
  }

  @Test
  void everyReportIsSampled() {
    assertThat(reports())
        .extracting(report -> (Object) report.getClass())
        .containsAll(List.of((Object[]) WorkerReport.class.getPermittedSubclasses()));
  }

  private static List<Class<?>> crossing(Class<?> family) {
    return Arrays.stream(family.getDeclaredClasses())
        .filter(CborSerializable.class::isAssignableFrom)
        .<Class<?>>map(type -> type)
        .toList();
  }

  private static List<Object> samples() {
    List<Object> samples = new ArrayList<>(answers());
    ActorRef<WorkerAnswer> asker = KIT.<WorkerAnswer>createTestProbe().ref();
    Held held = new Held(Samples.JOB, 2);
    samples.add(
        new HttpNodeCommand.Register(new Registration(Samples.facts(), "i1", FIVE), SENDER, asker));
    samples.add(
        new HttpNodeCommand.Register(new Registration(Samples.facts(), null, null), SENDER, asker));
    Vitals vitals = new Vitals(12.5, 1L << 30);
    samples.add(
        new HttpNodeCommand.Beats(new Beat("i1", vitals, Set.of(held), true, FIVE), SENDER, asker));
    Beat old = new Beat(null, new Vitals(null, null), Set.of(), false, null);
    samples.add(new HttpNodeCommand.Beats(old, new Sender("key", null, "10.0.0.1"), asker));
    samples.add(new HttpNodeCommand.Poll("p1", null, 30_000, SENDER, asker));
    samples.add(new HttpNodeCommand.HangUp("p1"));
    for (WorkerReport report : reports()) {
      var word = new AttemptWord(Samples.JOB, 2, report, true, "frame=1\n");
      samples.add(new HttpNodeCommand.Report(word, SENDER, asker));
    }
    samples.add(new HttpNodeCommand.Look(Samples.JOB, 2, SENDER));
    samples.add(new HttpNodeCommand.Leave("i1", SENDER, asker));
    return samples;
  }

  private static List<WorkerReport> reports() {
    JobResult result =
        new JobResult(
            91.2,
            3.1,
            120.5,
            95.1,
            41.0,
            0.99,
            1L,
            2L,
            61.0,
            1.2,
            20.5,
            80.1,
            3L,
            "out/x.mp4",
            Map.of("psnr_y", 41.2));
    return List.of(
        new WorkerReport.Started(),
        new WorkerReport.Progressed(new Progress(41.5, 738L, 60.0, 1.2, null, 12.3, null)),
        new WorkerReport.Finished(result, "done\n"),
        new WorkerReport.Failed(FailureReason.INPUT_ERROR, "no such file", null),
        new WorkerReport.Stopped("handed back"),
        new WorkerReport.NoRoom("no poll open"));
  }

  private static List<WorkerAnswer> answers() {
    var lease = new WorkerAnswer.Lease(FIVE, FIVE.multipliedBy(3));
    List<WorkerAnswer> answers = new ArrayList<>();
    answers.add(new WorkerAnswer.Registered(Samples.node(), true, lease));
    List<Order> orders = new ArrayList<>();
    for (Order.Kind kind : Order.Kind.values()) orders.add(new Order(Samples.JOB, 2, kind));
    answers.add(new WorkerAnswer.Beaten(Samples.node(), lease, orders));
    answers.add(new WorkerAnswer.Left(Samples.node()));
    answers.add(new WorkerAnswer.HandedOut(Samples.job(JobStatus.PROCESSING)));
    answers.add(new WorkerAnswer.HandedOut(null));
    answers.add(new WorkerAnswer.Heard(Samples.job(JobStatus.COMPLETED), Order.Kind.CANCEL));
    for (Refusal refusal : Refusal.values()) {
      answers.add(new WorkerAnswer.Refused(refusal, "so it is"));
    }
    return answers;
  }
}
